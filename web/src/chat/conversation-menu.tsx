import { UpdateMembershipDocument, type MembershipInput } from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { mutedUntil, type Conversation } from "../state/conversation.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { showError, showUndo } from "../ui/toasts.js";
import type { Block } from "./use-block.js";

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
  const change = async (input: MembershipInput): Promise<void> => {
    try {
      const answer = await chat.confab.request(UpdateMembershipDocument, {
        conversationId: id,
        input,
      });
      chat.list.setMembership(id, answer.updateMembership);
      chat.attention.count();
    } catch (error) {
      showError(error);
    }
  };
  const muted = mutedUntil(own) !== null;
  const archived = own.archived === true;
  return (
    <Menu label="Conversation actions" anchor={anchor} onClose={onClose}>
      {(own.unreadCount ?? 0) > 0 && (
        <button type="button" role="menuitem" onClick={() => void chat.markRead(id, lastSeq)}>
          <Icon name="checks" size={18} /> Mark as read
        </button>
      )}
      <button
        type="button"
        role="menuitem"
        onClick={() =>
          void change({
            mutedUntil: muted ? null : new Date(Date.now() + HOURS_8_MS).toISOString(),
          })
        }
      >
        <Icon name={muted ? "bell" : "mute"} size={18} /> {muted ? "Unmute" : "Mute for 8 hours"}
      </button>
      <button
        type="button"
        role="menuitem"
        onClick={() => {
          void change({ archived: !archived });
          if (!archived) showUndo("Archived", () => void change({ archived: false }));
        }}
      >
        <Icon name="archive" size={18} /> {archived ? "Unarchive" : "Archive"}
      </button>
      {block && (
        <button
          type="button"
          role="menuitem"
          data-danger={!block.blocked}
          onClick={() => block.set(!block.blocked)}
        >
          <Icon name="shield" size={18} /> {block.blocked ? "Unblock" : "Block"}
        </button>
      )}
    </Menu>
  );
}
