import { useState } from "react";
import { navigate } from "../app/route.js";
import { usePresence, useTypists } from "../state/chat-context.js";
import type { Presence } from "../state/awareness.js";
import { peerOf, titleOf, type Conversation } from "../state/conversation.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { BotMark } from "../ui/bot-mark.js";
import { IconButton } from "../ui/button.js";
import { formatAgo } from "../ui/format.js";
import { ConversationMenu } from "./conversation-menu.js";
import { typingText } from "./typing-text.js";
import type { Block } from "./use-block.js";
import { chatTexts } from "../texts/chat.js";

interface ConversationHeaderProps {
  readonly conversation: Conversation;
  readonly detailsOpen: boolean;
  readonly onDetails: () => void;
  readonly searchOpen: boolean;
  readonly onSearch: () => void;
  readonly block: Block | null;
}

export function ConversationHeader({
  conversation,
  detailsOpen,
  onDetails,
  searchOpen,
  onSearch,
  block,
}: ConversationHeaderProps) {
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const peer = peerOf(conversation);
  const presence = usePresence(peer?.id ?? "", peer?.presence);
  const typists = useTypists(conversation.id);
  const title = titleOf(conversation);
  const group = conversation.kind === "GROUP";
  const calm = group ? chatTexts.members(conversation.memberCount) : presenceText(presence);
  return (
    <header className="conversation-head">
      <span className="back-button">
        <IconButton icon="back" label={chatTexts.backToTheList} onClick={() => navigate("chats")} />
      </span>
      <Avatar
        id={peer?.id ?? conversation.id}
        name={title}
        picture={peer ? pictureOf(peer) : conversation.avatar}
        size={40}
        presence={presence?.status}
      />
      <button type="button" className="grow head-title" onClick={onDetails} tabIndex={-1}>
        <h1 className="truncate">
          {title} <BotMark kind={peer?.kind} />
        </h1>
        <p className="small muted truncate" aria-live="polite">
          {typists.length > 0 ? (
            <em className="typing-inline">{typingText(typists, group)}</em>
          ) : (
            calm
          )}
        </p>
      </button>
      <IconButton
        icon="search"
        label={chatTexts.searchInThisConversation}
        aria-pressed={searchOpen}
        onClick={onSearch}
      />
      <IconButton
        icon="info"
        label={chatTexts.details}
        aria-expanded={detailsOpen}
        aria-controls="conversation-details"
        onClick={onDetails}
      />
      <IconButton
        icon="more"
        label={chatTexts.conversationMenu}
        aria-haspopup="menu"
        aria-expanded={menu !== null}
        onClick={(event) => setMenu(event.currentTarget)}
      />
      {menu && (
        <ConversationMenu
          conversation={conversation}
          anchor={menu}
          block={block}
          onClose={() => setMenu(null)}
        />
      )}
    </header>
  );
}

export function presenceText(presence: Presence | null): string {
  if (!presence) return "";
  if (presence.status === "ONLINE") return chatTexts.online;
  if (presence.status === "AWAY") return chatTexts.away;
  return presence.lastSeenAt
    ? chatTexts.lastSeen(formatAgo(presence.lastSeenAt))
    : chatTexts.offline;
}
