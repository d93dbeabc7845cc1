import { memo } from "react";
import { hrefOf } from "../app/route.js";
import { useChat, useMe, usePresence, useTypists } from "../state/chat-context.js";
import {
  isMarked,
  isPinned,
  isQuiet,
  peerOf,
  titleOf,
  type Conversation,
} from "../state/conversation.js";
import { useObservable } from "../state/observable.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { formatFull, formatWhen } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { preview } from "./describe.js";
import { typingText } from "./typing-text.js";
import { chatTexts } from "../texts/chat.js";

interface ConversationItemProps {
  readonly conversation: Conversation;
  readonly open: boolean;
}

/** Drawn anew only where something of it has changed. */
export const ConversationItem = memo(function ConversationItem({
  conversation,
  open,
}: ConversationItemProps) {
  const me = useMe();
  const { drafts } = useChat();
  const { id, kind, lastMessage, viewerMembership: own } = conversation;
  const peer = peerOf(conversation);
  const presence = usePresence(peer?.id ?? "", peer?.presence);
  const typists = useTypists(id);
  const title = titleOf(conversation);
  const unread = own?.unreadCount ?? 0;
  const marked = unread === 0 && isMarked(own);
  const muted = isQuiet(own);
  const draft = useObservable(drafts.texts, (all) => (open ? undefined : all.get(id)));
  return (
    <a
      className="conversation-item"
      href={hrefOf("chats", id)}
      aria-current={open ? "page" : undefined}
      data-unread={unread > 0 || marked}
    >
      <Avatar
        id={peer?.id ?? id}
        name={title}
        picture={peer ? pictureOf(peer) : conversation.avatar}
        size={48}
        presence={presence?.status}
      />
      <span className="grow">
        <span className="row">
          <span className="conversation-title truncate grow">{title}</span>
          {lastMessage && (
            <time
              className="conversation-when"
              dateTime={lastMessage.createdAt}
              title={formatFull(lastMessage.createdAt)}
            >
              {formatWhen(lastMessage.createdAt)}
            </time>
          )}
        </span>
        <span className="row">
          <span className="conversation-preview truncate grow">
            {typists.length > 0 ? (
              <em className="typing-inline">{typingText(typists, kind === "GROUP")}</em>
            ) : draft ? (
              <>
                <em className="draft">{chatTexts.draft}</em> {draft}
              </>
            ) : (
              lastMessage && preview(lastMessage, me.user.id, kind === "GROUP")
            )}
          </span>
          {muted && (
            <span title={chatTexts.muted}>
              <Icon name="mute" size={15} />
              <span className="visually-hidden">{chatTexts.muted}</span>
            </span>
          )}
          {isPinned(conversation) && (
            <span title={chatTexts.pinned}>
              <Icon name="pin" size={15} />
              <span className="visually-hidden">{chatTexts.pinned}</span>
            </span>
          )}
          {(own?.unreadMentionCount ?? 0) > 0 && (
            <span className="badge badge-mention" title={chatTexts.youWereMentioned}>
              @
            </span>
          )}
          {marked && (
            <span className="badge badge-dot" data-muted={muted} title={chatTexts.markedAsUnread}>
              <span className="visually-hidden">{chatTexts.markedAsUnread}</span>
            </span>
          )}
          {unread > 0 && (
            <span className="badge" data-muted={muted}>
              {unread > 99 ? "99+" : unread}
              <span className="visually-hidden"> {chatTexts.unread}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
});
