import { useState } from "react";
import { navigate } from "../app/route.js";
import type { FileFragment, MessageItemFragment } from "../gql/graphql.js";
import { useChat, useConversations } from "../state/chat-context.js";
import { peerOf, titleOf } from "../state/conversation.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { contentOf } from "./describe.js";
import { messagesTexts } from "../texts/messages.js";

interface ForwardProps {
  readonly message: MessageItemFragment;
  readonly onClose: () => void;
}

/** Puts a message with its files into the composer of another conversation, to be looked over and sent. */
export function Forward({ message, onClose }: ForwardProps) {
  const chat = useChat();
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLocaleLowerCase();
  const [busy, setBusy] = useState(false);
  const shown = useConversations().filter(
    (c) => c.id !== message.conversationId && titleOf(c).toLocaleLowerCase().includes(wanted),
  );
  const forward = async (id: string): Promise<void> => {
    setBusy(true);
    const files = await Promise.all(message.attachments.map(fileOf));
    const kept = await chat.drafts.files(id);
    const added = files.flatMap((file) => (file ? [{ file, done: null }] : []));
    await chat.drafts.setFiles(id, [...kept, ...added]);
    const quoted = (message.body ?? contentOf(message))
      .split("\n")
      .map((line) => `> ${line}`)
      .join("\n");
    const links = message.attachments
      .filter((_, at) => !files[at])
      .map(({ filename }) => `> ${filename}`);
    const name = message.sender?.name ?? messagesTexts.deletedAccount;
    const text = [`> **${name}**`, quoted, ...links, "", chat.drafts.get(id)].join("\n");
    chat.drafts.set(id, text);
    navigate("chats", id);
    onClose();
  };
  return (
    <Dialog title={messagesTexts.forwardTo} onClose={onClose}>
      <div className="search">
        <Icon name="search" size={18} />
        <input
          className="input"
          type="search"
          aria-label={messagesTexts.findAConversation}
          placeholder={messagesTexts.findAConversation}
          autoFocus
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <ul className="people" aria-label={messagesTexts.conversations}>
        {shown.map((conversation) => {
          const peer = peerOf(conversation);
          const title = titleOf(conversation);
          return (
            <li key={conversation.id}>
              <button
                type="button"
                className="person"
                disabled={busy}
                onClick={() => void forward(conversation.id)}
              >
                <Avatar
                  id={peer?.id ?? conversation.id}
                  name={title}
                  picture={peer ? pictureOf(peer) : conversation.avatar}
                  size={36}
                />
                <span className="grow truncate">{title}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

/** A file belongs to the one message that it was sent with: it is sent anew. Null where it cannot be read. */
async function fileOf({ url, filename, mimeType }: FileFragment): Promise<File | null> {
  try {
    const { pathname, search } = new URL(url);
    // The server's own are read from where the page came from: another name of it is another origin.
    const response = await fetch(pathname.startsWith("/media/") ? pathname + search : url);
    return response.ok ? new File([await response.blob()], filename, { type: mimeType }) : null;
  } catch {
    return null;
  }
}
