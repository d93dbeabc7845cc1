import type { MembershipInput } from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { mutedUntil, waits, type Conversation } from "../state/conversation.js";
import { Menu } from "../ui/menu.js";
import { MenuItem } from "../ui/menu-item.js";
import { showUndo } from "../ui/toasts.js";
import { changeMembership, markUnread } from "./change-membership.js";
import type { Block } from "./use-block.js";
import { chatTexts } from "../texts/chat.js";

interface ConversationMenuProps {
  readonly conversation: Conversation;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
  /** Of the other one, where it is known. */
  readonly block?: Block | null;
}

const HOURS_8_MS = 8 * 60 * 60_000;

/** What can be done with a conversation from the list. */
export function ConversationMenu({ conversation, anchor, onClose, block }: ConversationMenuProps) {
  const { id, lastSeq, viewerMembership: own } = conversation;
  const chat = useChat();
  if (!own) return null;
  const change = (input: MembershipInput): void => void changeMembership(chat, id, input);
  const muted = mutedUntil(own) !== null;
  const archived = own.archived === true;
  const pinned = own.pinned === true;
  const hidden = own.hidden === true;
  return (
    <Menu label={chatTexts.conversationActions} anchor={anchor} onClose={onClose}>
      {waits(own) && (
        <MenuItem
          icon="checks"
          text={chatTexts.markAsRead}
          onClick={() => void chat.markRead(id, lastSeq)}
        />
      )}
      <MenuItem
        icon={muted ? "bell" : "mute"}
        text={muted ? chatTexts.unmute : chatTexts.muteFor8Hours}
        onClick={() =>
          change({ mutedUntil: muted ? null : new Date(Date.now() + HOURS_8_MS).toISOString() })
        }
      />
      <MenuItem
        icon="pin"
        text={pinned ? chatTexts.unpin : chatTexts.pinToTheTop}
        onClick={() => change({ pinned: !pinned })}
      />
      {!waits(own) && lastSeq > 0 && (
        <MenuItem
          icon="unread"
          text={chatTexts.markAsUnread}
          onClick={() => void markUnread(chat, id, lastSeq)}
        />
      )}
      <MenuItem
        icon="archive"
        text={archived ? chatTexts.unarchive : chatTexts.archive}
        onClick={() => {
          change({ archived: !archived });
          if (!archived) showUndo(chatTexts.archived, () => change({ archived: false }));
        }}
      />
      <MenuItem
        icon={hidden ? "eye" : "close"}
        text={hidden ? chatTexts.showInTheList : chatTexts.hideUntilANewMessage}
        onClick={() => {
          change({ hidden: !hidden });
          if (!hidden) showUndo(chatTexts.hiddenUntilANewMessage, () => change({ hidden: false }));
        }}
      />
      {block && (
        <MenuItem
          icon="shield"
          text={block.blocked ? chatTexts.unblock : chatTexts.block}
          danger={!block.blocked}
          onClick={() => block.set(!block.blocked)}
        />
      )}
    </Menu>
  );
}
