import { useChat, useMe } from "../state/chat-context.js";
import { useObservable } from "../state/observable.js";
import { Avatar, hueOf } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { BotMark } from "../ui/bot-mark.js";
import { Button } from "../ui/button.js";
import { formatFull, formatTime } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { showUndo } from "../ui/toasts.js";
import type { OutgoingEntry } from "../state/outgoing.js";
import type { ConversationFacts } from "./conversation-facts.js";
import { contentOf } from "./describe.js";
import { MessageActions } from "./message-actions.js";
import { MessageAttachments } from "./message-attachments.js";
import { MessageBody } from "./message-body.js";
import { MessageReactions } from "./message-reactions.js";
import { MessageStatus } from "./message-status.js";
import { ReplyQuote } from "./reply-quote.js";
import type { MessageRowData } from "./rows.js";
import { messagesTexts } from "../texts/messages.js";

interface MessageRowProps {
  readonly row: MessageRowData;
  readonly facts: ConversationFacts;
  readonly active: boolean;
  readonly tabbable: boolean;
  readonly onActive: (key: string) => void;
}

export function MessageRow({ row, facts, active, tabbable, onActive }: MessageRowProps) {
  const me = useMe();
  const { first, last, outgoing, key } = row;
  const { postponed } = useChat();
  const leaving = useObservable(postponed.keys, (keys) => keys.has(row.message.id));
  // Shown as deleted already, while it can still be undone.
  const message = leaving ? { ...row.message, deletedAt: row.message.createdAt } : row.message;
  const own = message.sender?.id === me.user.id;
  const { group } = facts;
  const name = own ? messagesTexts.you : (message.sender?.name ?? messagesTexts.deletedAccount);
  const { body, attachments, deletedAt, replyTo } = message;
  const bare = !body && !deletedAt && !replyTo && attachments.some(({ kind }) => kind === "IMAGE");
  return (
    <article
      className="message-row"
      data-key={key}
      data-message-id={message.id}
      data-own={own}
      data-first={first}
      data-last={last}
      tabIndex={tabbable ? 0 : -1}
      aria-label={`${name}, ${formatTime(message.createdAt)}: ${contentOf(message)}`}
      onFocus={() => onActive(key)}
      onClick={() => onActive(key)}
    >
      {!own && group && (
        <span className="message-avatar">
          {last && message.sender && (
            <Avatar
              id={message.sender.id}
              name={name}
              picture={pictureOf(message.sender)}
              size={32}
            />
          )}
        </span>
      )}
      <div className="message-column">
        {first && !own && group && (
          <span className="message-author" style={{ "--hue": hueOf(message.sender?.id ?? "") }}>
            {name} <BotMark kind={message.sender?.kind} />
          </span>
        )}
        <div className="bubble" data-bare={bare} data-deleted={deletedAt !== null}>
          {replyTo && <ReplyQuote quoted={replyTo} />}
          {!deletedAt && <MessageAttachments attachments={attachments} />}
          <MessageBody message={message} />
          <span className="message-meta">
            {message.pinnedAt && <Icon name="pin" size={12} />}
            {message.editedAt && !deletedAt && <span>{messagesTexts.edited}</span>}
            <time dateTime={message.createdAt} title={formatFull(message.createdAt)}>
              {formatTime(message.createdAt)}
            </time>
            {own && !deletedAt && (
              <MessageStatus message={message} facts={facts} outgoing={outgoing} />
            )}
          </span>
        </div>
        <MessageReactions message={message} />
        {active && !outgoing && !deletedAt && (
          <MessageActions message={message} own={own} facts={facts} />
        )}
        {outgoing?.state === "failed" && <FailedNote entry={outgoing} />}
      </div>
    </article>
  );
}

function FailedNote({ entry }: { readonly entry: OutgoingEntry }) {
  const { outbox } = useChat();
  const { clientMessageId, input } = entry;
  const discard = (): void => {
    outbox.discard(clientMessageId);
    showUndo(messagesTexts.discarded, () => outbox.add(input));
  };
  return (
    <p className="failed-note" role="alert">
      <span>{messagesTexts.notSent}</span>
      <Button kind="quiet" small onClick={() => outbox.retry(clientMessageId)}>
        {messagesTexts.tryAgain}
      </Button>
      <Button kind="quiet" small onClick={discard}>
        {messagesTexts.discard}
      </Button>
    </p>
  );
}
