import type { ConfabClient } from "@confab/client";
import {
  ViewerEventsDocument,
  type OwnMembershipFragment,
  type ViewerEventsSubscription,
} from "../gql/graphql.js";
import type { ConversationList } from "./conversation-list.js";
import type { Conversation } from "./conversation.js";
import { whileThereIsRoom } from "./narrow-line.js";

type OwnEvent = ViewerEventsSubscription["viewerEvents"];

export interface OwnNewsHandlers {
  /** What is unread or archived may be another now. */
  readonly counts: () => void;
  /** A contact, a request, a block or an invitation. */
  readonly contacts: () => void;
  readonly sessions: () => void;
  /** The profile or the settings. */
  readonly viewer: () => void;
}

/** Follows what is the viewer's own: what one device changes the others show. */
export class OwnNews {
  constructor(
    private readonly confab: ConfabClient,
    private readonly list: ConversationList,
    private readonly told: OwnNewsHandlers,
  ) {}

  /** `since` is a position from before the first thing was loaded. */
  start(since: number | null): () => void {
    // Read anew at every reconnection.
    const position = { since };
    return whileThereIsRoom(this.confab, "front", () =>
      this.confab.subscribe(ViewerEventsDocument, position, {
        next: ({ viewerEvents: event }) => {
          position.since = event.viewerRevision;
          this.take(event);
        },
      }),
    );
  }

  private take(event: OwnEvent): void {
    switch (event.__typename) {
      case "MembershipChanged":
        this.setMembership(event.conversationId, event.membership);
        return this.told.counts();
      case "ConversationAppeared":
        return this.load([event.conversation.id]);
      case "ViewerContactChanged":
      case "InvitationChanged":
        return this.told.contacts();
      case "SessionChanged":
        return this.told.sessions();
      case "ProfileChanged":
      case "SettingsChanged":
        return this.told.viewer();
      case "ViewerResyncRequired":
        this.load([...this.list.index.get().byId.keys()]);
        for (const tell of Object.values(this.told) as (() => void)[]) tell();
        return;
      case "ViewerCaughtUp":
    }
  }

  private setMembership(id: string, membership: OwnMembershipFragment | null): void {
    const known = this.list.get(id)?.viewerMembership;
    if (!membership) this.list.remove(id);
    // Read elsewhere: what is left is counted by the server, together with where the log ends.
    else if (!known || (known.readSeq ?? 0) < (membership.readSeq ?? 0)) this.load([id]);
    else this.list.change(id, (conversation) => withChoices(conversation, membership));
  }

  private load(ids: readonly string[]): void {
    void this.list.load(ids).catch(() => undefined);
  }
}

/** What the viewer chose; the counts here may know of messages that those of the event do not. */
function withChoices(conversation: Conversation, chosen: OwnMembershipFragment): Conversation {
  const { viewerMembership: own } = conversation;
  if (!own) return conversation;
  const { readSeq, unreadCount, unreadMentionCount } = own;
  const viewerMembership = { ...chosen, readSeq, unreadCount, unreadMentionCount };
  return { ...conversation, viewerMembership };
}
