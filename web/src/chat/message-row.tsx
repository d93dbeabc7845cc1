import { useChat, useMe } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import { Avatar, hueOf } from "../ui/avatar.js";
import { Button } from "../ui/button.js";
import { formatFull, formatTime } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { MessageActions } from "./message-actions.js";
import { MessageAttachments } from "./message-attachments.js";
import { MessageBody } from "./message-body.js";
import { MessageReactions } from "./message-reactions.js";
import { MessageStatus } from "./message-status.js";
import { ReplyQuote } from "./reply-quote.js";
import type { MessageRowData } from "./rows.js";

interface MessageRowProps {
  readonly row: MessageRowData;
  readonly conversation: Conversation;
  readonly active: boolean;
  readonly tabbable: boolean;
  readonly onActive: (key: string) => void;
}

export function MessageRow({ row, conversation, active, tabbable, onActive }: MessageRowProps) {
  const me = useMe();
  const { message, first, last, outgoing, key } = row;
  const own = message.sender?.id === me.id;
  const group = conversation.kind === "GROUP";
  const name = own ? "You" : (message.sender?.name ?? "Deleted account");
  const { body, attachments, deletedAt, replyTo } = message;
  const bare = !body && !deletedAt && !replyTo && attachments.length > 0;
  return (
    <article
      className="message-row"
      data-key={key}
      data-message-id={message.id}
      data-own={own}
      data-first={first}
      data-last={last}
      tabIndex={tabbable ? 0 : -1}
      aria-label={`${name}, ${formatTime(message.createdAt)}`}
      onMouseEnter={() => onActive(key)}
      onFocus={() => onActive(key)}
      onClick={() => onActive(key)}
    >
      {!own && group && (
        <span className="message-avatar">
          {last && message.sender && (
            <Avatar id={message.sender.id} name={name} picture={message.sender.avatar} size={32} />
          )}
        </span>
      )}
      <div className="message-column">
        {first && !own && group && (
          <span className="message-author" style={{ "--hue": hueOf(message.sender?.id ?? "") }}>
            {name}
          </span>
        )}
        <div className="bubble" data-bare={bare} data-deleted={deletedAt !== null}>
          {replyTo && <ReplyQuote quoted={replyTo} />}
          {!deletedAt && <MessageAttachments attachments={attachments} />}
          <MessageBody message={message} />
          <span className="message-meta">
            {message.pinnedAt && <Icon name="pin" size={12} />}
            {message.editedAt && !deletedAt && <span>edited</span>}
            <time dateTime={message.createdAt} title={formatFull(message.createdAt)}>
              {formatTime(message.createdAt)}
            </time>
            {own && !deletedAt && (
              <MessageStatus message={message} conversation={conversation} outgoing={outgoing} />
            )}
          </span>
        </div>
        <MessageReactions message={message} />
        {outgoing?.state === "failed" && <FailedNote clientMessageId={outgoing.clientMessageId} />}
      </div>
      {active && !outgoing && !deletedAt && (
        <MessageActions message={message} own={own} conversation={conversation} />
      )}
    </article>
  );
}

function FailedNote({ clientMessageId }: { readonly clientMessageId: string }) {
  const { outbox } = useChat();
  return (
    <p className="failed-note" role="alert">
      <span>Not sent.</span>
      <Button kind="quiet" small onClick={() => outbox.retry(clientMessageId)}>
        Try again
      </Button>
      <Button kind="quiet" small onClick={() => outbox.discard(clientMessageId)}>
        Discard
      </Button>
    </p>
  );
}
