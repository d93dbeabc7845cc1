import { useState } from "react";
import { hrefOf } from "../app/route.js";
import { useLimits } from "../app/server-info.js";
import { SetPinnedDocument, type MessageItemFragment } from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { IconButton } from "../ui/button.js";
import { Menu } from "../ui/menu.js";
import { MenuItem } from "../ui/menu-item.js";
import { showError, showToast } from "../ui/toasts.js";
import { markUnread } from "./change-membership.js";
import type { ConversationFacts } from "./conversation-facts.js";
import { deleteMessage } from "./delete-message.js";
import { QUICK_EMOJI } from "./emoji.js";
import { EmojiPicker } from "./emoji-picker.js";
import { useMessageCommands } from "./message-commands.js";
import { react } from "./message-reactions.js";
import { messagesTexts } from "../texts/messages.js";

interface MessageActionsProps {
  readonly message: MessageItemFragment;
  readonly own: boolean;
  readonly facts: ConversationFacts;
}

type Open = { readonly menu: "more" | "emoji"; readonly anchor: HTMLElement } | null;

export function MessageActions({ message, own, facts }: MessageActionsProps) {
  const chat = useChat();
  const commands = useMessageCommands();
  const limits = useLimits();
  const [open, setOpen] = useState<Open>(null);
  const { group, role } = facts;
  const manages = group && role !== "MEMBER";
  const ageMs = Date.now() - Date.parse(message.createdAt);
  const mayEdit =
    own && message.body !== null && ageMs < (limits?.editWindowSeconds ?? Infinity) * 1_000;
  const mayDelete = own || manages;
  const mayPin = !group || manages;

  const attempt = async (work: () => Promise<MessageItemFragment>): Promise<void> => {
    try {
      chat.put(await work());
    } catch (error) {
      showError(error);
    }
  };
  const pin = () =>
    attempt(async () => {
      const variables = { messageId: message.id, pinned: message.pinnedAt === null };
      return (await chat.confab.request(SetPinnedDocument, variables)).setPinned;
    });
  const remove = (): void => deleteMessage(chat, message);
  const copyLink = () =>
    navigator.clipboard
      .writeText(`${window.location.origin}/${hrefOf("chats", facts.id)}/${message.id}`)
      .then(() => showToast(messagesTexts.theLinkIsCopiedItOpens), showError);
  const copy = () =>
    navigator.clipboard
      .writeText(message.body ?? "")
      .then(() => showToast(messagesTexts.copied), showError);

  return (
    <div className="message-actions" role="toolbar" aria-label={messagesTexts.messageActions}>
      {QUICK_EMOJI.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className="icon-button quick-emoji"
          data-small="true"
          aria-label={messagesTexts.reactWith(emoji)}
          onClick={() => void react(chat, message, emoji)}
        >
          {emoji}
        </button>
      ))}
      <IconButton
        icon="smile"
        label={messagesTexts.moreReactions}
        small
        onClick={(event) => setOpen({ menu: "emoji", anchor: event.currentTarget })}
      />
      <IconButton
        icon="reply"
        label={messagesTexts.reply}
        small
        onClick={() => commands.reply(message)}
      />
      <IconButton
        icon="more"
        label={messagesTexts.moreActions}
        small
        aria-haspopup="menu"
        aria-expanded={open?.menu === "more"}
        onClick={(event) => setOpen({ menu: "more", anchor: event.currentTarget })}
      />
      {open?.menu === "emoji" && (
        <EmojiPicker
          label={messagesTexts.reactions}
          anchor={open.anchor}
          onPick={(emoji) => void react(chat, message, emoji)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.menu === "more" && (
        <Menu
          label={messagesTexts.messageActions}
          anchor={open.anchor}
          onClose={() => setOpen(null)}
        >
          {mayEdit && (
            <MenuItem
              icon="edit"
              text={messagesTexts.edit}
              onClick={() => commands.edit(message)}
            />
          )}
          {message.body !== null && (
            <MenuItem icon="copy" text={messagesTexts.copyText} onClick={() => void copy()} />
          )}
          <MenuItem icon="link" text={messagesTexts.copyLink} onClick={() => void copyLink()} />
          <MenuItem
            icon="forward"
            text={messagesTexts.forward}
            onClick={() => commands.forward(message)}
          />
          {!own && (
            <MenuItem
              icon="unread"
              text={messagesTexts.markAsUnread}
              onClick={() => void markUnread(chat, facts.id, message.seq)}
            />
          )}
          {own && group && (
            <MenuItem
              icon="checks"
              text={messagesTexts.readBy}
              onClick={() => commands.showReaders(message)}
            />
          )}
          {mayPin && (
            <MenuItem
              icon="pin"
              text={message.pinnedAt ? messagesTexts.unpin : messagesTexts.pin}
              onClick={() => void pin()}
            />
          )}
          {mayDelete && (
            <MenuItem icon="trash" text={messagesTexts.deleteWord} danger onClick={remove} />
          )}
        </Menu>
      )}
    </div>
  );
}
