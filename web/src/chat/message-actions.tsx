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
      .then(() => showToast("The link is copied. It opens for members only."), showError);
  const copy = () =>
    navigator.clipboard.writeText(message.body ?? "").then(() => showToast("Copied"), showError);

  return (
    <div className="message-actions" role="toolbar" aria-label="Message actions">
      {QUICK_EMOJI.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className="icon-button quick-emoji"
          data-small="true"
          aria-label={`React with ${emoji}`}
          onClick={() => void react(chat, message, emoji)}
        >
          {emoji}
        </button>
      ))}
      <IconButton
        icon="smile"
        label="More reactions"
        small
        onClick={(event) => setOpen({ menu: "emoji", anchor: event.currentTarget })}
      />
      <IconButton icon="reply" label="Reply" small onClick={() => commands.reply(message)} />
      <IconButton
        icon="more"
        label="More actions"
        small
        aria-haspopup="menu"
        aria-expanded={open?.menu === "more"}
        onClick={(event) => setOpen({ menu: "more", anchor: event.currentTarget })}
      />
      {open?.menu === "emoji" && (
        <EmojiPicker
          label="Reactions"
          anchor={open.anchor}
          onPick={(emoji) => void react(chat, message, emoji)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.menu === "more" && (
        <Menu label="Message actions" anchor={open.anchor} onClose={() => setOpen(null)}>
          {mayEdit && <MenuItem icon="edit" text="Edit" onClick={() => commands.edit(message)} />}
          {message.body !== null && (
            <MenuItem icon="copy" text="Copy text" onClick={() => void copy()} />
          )}
          <MenuItem icon="link" text="Copy link" onClick={() => void copyLink()} />
          <MenuItem icon="forward" text="Forward" onClick={() => commands.forward(message)} />
          {!own && (
            <MenuItem
              icon="unread"
              text="Mark as unread"
              onClick={() => void markUnread(chat, facts.id, message.seq)}
            />
          )}
          {own && group && (
            <MenuItem icon="checks" text="Read by" onClick={() => commands.showReaders(message)} />
          )}
          {mayPin && (
            <MenuItem
              icon="pin"
              text={message.pinnedAt ? "Unpin" : "Pin"}
              onClick={() => void pin()}
            />
          )}
          {mayDelete && <MenuItem icon="trash" text="Delete" danger onClick={remove} />}
        </Menu>
      )}
    </div>
  );
}
