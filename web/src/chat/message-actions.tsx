import { useState } from "react";
import { useLimits } from "../app/server-info.js";
import {
  DeleteMessageDocument,
  SetPinnedDocument,
  type MessageItemFragment,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import { IconButton } from "../ui/button.js";
import { Icon, type IconName } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { showError, showToast } from "../ui/toasts.js";
import { QUICK_EMOJI } from "./emoji.js";
import { EmojiMenu } from "./emoji-menu.js";
import { useMessageCommands } from "./message-commands.js";
import { react } from "./message-reactions.js";

interface MessageActionsProps {
  readonly message: MessageItemFragment;
  readonly own: boolean;
  readonly conversation: Conversation;
}

type Open = { readonly menu: "more" | "emoji"; readonly anchor: HTMLElement } | null;

export function MessageActions({ message, own, conversation }: MessageActionsProps) {
  const chat = useChat();
  const commands = useMessageCommands();
  const limits = useLimits();
  const [open, setOpen] = useState<Open>(null);
  const role = conversation.viewerMembership?.role ?? "MEMBER";
  const ageMs = Date.now() - Date.parse(message.createdAt);
  const mayEdit =
    own && message.body !== null && ageMs < (limits?.editWindowSeconds ?? Infinity) * 1_000;
  const mayDelete = own || (conversation.kind === "GROUP" && role !== "MEMBER");

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
  const remove = () =>
    attempt(
      async () =>
        (await chat.confab.request(DeleteMessageDocument, { id: message.id })).deleteMessage,
    );
  const copy = () =>
    navigator.clipboard.writeText(message.body ?? "").then(() => showToast("Copied"), showError);

  return (
    <div className="message-actions" role="toolbar" aria-label="Message actions">
      {QUICK_EMOJI.slice(0, 3).map((emoji) => (
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
        <EmojiMenu
          label="Reactions"
          anchor={open.anchor}
          onPick={(emoji) => void react(chat, message, emoji)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.menu === "more" && (
        <Menu label="Message actions" anchor={open.anchor} onClose={() => setOpen(null)}>
          {mayEdit && <Item icon="edit" text="Edit" onClick={() => commands.edit(message)} />}
          {message.body !== null && (
            <Item icon="copy" text="Copy text" onClick={() => void copy()} />
          )}
          {own && conversation.kind === "GROUP" && (
            <Item icon="checks" text="Read by" onClick={() => commands.showReaders(message)} />
          )}
          <Item icon="pin" text={message.pinnedAt ? "Unpin" : "Pin"} onClick={() => void pin()} />
          {mayDelete && <Item icon="trash" text="Delete" danger onClick={() => void remove()} />}
        </Menu>
      )}
    </div>
  );
}

interface ItemProps {
  readonly icon: IconName;
  readonly text: string;
  readonly danger?: boolean;
  readonly onClick: () => void;
}

function Item({ icon, text, danger, onClick }: ItemProps) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} data-danger={danger} onClick={onClick}>
      <Icon name={icon} size={18} />
      {text}
    </button>
  );
}
