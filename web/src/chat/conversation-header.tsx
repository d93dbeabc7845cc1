import { navigate } from "../app/route.js";
import { useMe, usePresence, useTypists } from "../state/chat-context.js";
import type { Presence } from "../state/awareness.js";
import { peerOf, titleOf, type Conversation } from "../state/conversation.js";
import { Avatar } from "../ui/avatar.js";
import { IconButton } from "../ui/button.js";
import { formatAgo } from "../ui/format.js";
import { typingText } from "./typing-text.js";

interface ConversationHeaderProps {
  readonly conversation: Conversation;
  readonly detailsOpen: boolean;
  readonly onDetails: () => void;
}

export function ConversationHeader({
  conversation,
  detailsOpen,
  onDetails,
}: ConversationHeaderProps) {
  const me = useMe();
  const peer = peerOf(conversation, me.id);
  const presence = usePresence(peer?.id ?? "", peer?.presence);
  const typists = useTypists(conversation.id);
  const title = titleOf(conversation, me.id);
  const group = conversation.kind === "GROUP";
  const calm = group ? `${conversation.memberCount} members` : presenceText(presence);
  return (
    <header className="conversation-head">
      <span className="back-button">
        <IconButton icon="back" label="Back to the list" onClick={() => navigate("chats")} />
      </span>
      <Avatar
        id={peer?.id ?? conversation.id}
        name={title}
        picture={peer ? peer.avatar : conversation.avatar}
        size={40}
        presence={presence?.status}
      />
      <div className="grow">
        <h1 className="truncate">{title}</h1>
        <p className="small muted truncate" aria-live="polite">
          {typists.length > 0 ? (
            <em className="typing-inline">{typingText(typists, group)}</em>
          ) : (
            calm
          )}
        </p>
      </div>
      <IconButton
        icon="info"
        label="Details"
        aria-expanded={detailsOpen}
        aria-controls="conversation-details"
        onClick={onDetails}
      />
    </header>
  );
}

export function presenceText(presence: Presence | null): string {
  if (!presence) return "";
  if (presence.status === "ONLINE") return "Online";
  if (presence.status === "AWAY") return "Away";
  return presence.lastSeenAt ? `Last seen ${formatAgo(presence.lastSeenAt)}` : "Offline";
}
