import type { SessionService } from "../../account/sessions/session.service.js";
import type { ConversationService } from "../../chat/conversations/conversation.service.js";
import type { InvitationService } from "../../chat/groups/invitation.service.js";
import { invitationOf } from "../../chat/groups/invitation.types.js";
import type { MemberViewService } from "../../chat/log/member-view.service.js";
import { stateFor } from "../../people/contacts/contact.js";
import { pairOf } from "../../people/contacts/contact.model.js";
import type { ContactService } from "../../people/contacts/contact.service.js";
import { accountOf, type Account } from "../../people/users/account.types.js";
import { tombstoneOf } from "../../people/users/tombstone.js";
import type { UserService } from "../../people/users/user.service.js";
import { OwnThing, type ViewerEntry } from "../../people/viewer-log/viewer-entry.model.js";
import type { FeedEvent } from "../realtime/feed-event.js";
import {
  ConversationAppeared,
  InvitationChanged,
  MembershipChanged,
  ProfileChanged,
  SessionChanged,
  SettingsChanged,
  ViewerCaughtUp,
  ViewerContactChanged,
  ViewerResyncRequired,
  type ViewerEvent,
} from "./viewer-event.types.js";

export interface ViewerEventDependencies {
  readonly users: Pick<UserService, "find" | "findShown">;
  readonly contacts: Pick<ContactService, "contactsOf">;
  readonly sessions: Pick<SessionService, "findOwn">;
  readonly memberViews: Pick<MemberViewService, "find">;
  readonly conversations: Pick<ConversationService, "find">;
  readonly invitations: Pick<InvitationService, "find">;
}

/** What an entry of somebody's own log is to them now: the rows say it, the entry only which. */
export class ViewerEventService {
  constructor(private readonly deps: ViewerEventDependencies) {}

  async of(event: FeedEvent): Promise<ViewerEvent> {
    switch (event.kind) {
      case "entry":
        return this.read(event.entry as unknown as ViewerEntry);
      case "caughtUp": {
        const [viewerRevision = 0] = event.positions.values();
        return Object.assign(new ViewerCaughtUp(), {
          viewerRevision,
          replayedCount: event.replayed,
        });
      }
      case "resync": {
        const { position: viewerRevision, missed } = event;
        return Object.assign(new ViewerResyncRequired(), { viewerRevision, missed });
      }
    }
  }

  private async read(entry: ViewerEntry): Promise<ViewerEvent> {
    const { revision: viewerRevision } = entry;
    switch (entry.thing) {
      case OwnThing.MEMBERSHIP:
        return this.membership(entry);
      case OwnThing.CONVERSATION: {
        const conversation = await this.conversation(entry);
        if (!conversation) return this.membership(entry);
        return Object.assign(new ConversationAppeared(), { viewerRevision, conversation });
      }
      case OwnThing.SETTINGS:
        return Object.assign(new SettingsChanged(), {
          ...{ viewerRevision, viewer: await this.account(entry) },
        });
      case OwnThing.PROFILE:
        return Object.assign(new ProfileChanged(), {
          ...{ viewerRevision, viewer: await this.account(entry) },
        });
      case OwnThing.CONTACT:
        return this.contact(entry);
      case OwnThing.INVITATION:
        return this.invitation(entry);
      case OwnThing.SESSION:
        return this.session(entry);
    }
  }

  private async conversation({ userId, entityId }: ViewerEntry) {
    const isIn = await this.deps.memberViews.find({ conversationId: entityId, userId });
    return isIn && this.deps.conversations.find(entityId);
  }

  private async membership({
    userId,
    entityId,
    revision: viewerRevision,
  }: ViewerEntry): Promise<MembershipChanged> {
    const view = await this.deps.memberViews.find({ conversationId: entityId, userId });
    const membership = view?.membership ?? null;
    const conversationId = entityId.toHexString();
    return Object.assign(new MembershipChanged(), { viewerRevision, conversationId, membership });
  }

  private async account({ userId }: ViewerEntry): Promise<Account> {
    return accountOf((await this.deps.users.find(userId)) ?? tombstoneOf(userId));
  }

  private async contact({
    userId,
    entityId,
    revision: viewerRevision,
  }: ViewerEntry): Promise<ViewerContactChanged> {
    const [[contact], [user]] = await Promise.all([
      this.deps.contacts.contactsOf([pairOf(userId, entityId)]),
      this.deps.users.findShown([entityId.toHexString()]),
    ]);
    if (!contact || !user) throw new Error("a pair of people without an answer");
    const state = stateFor(contact, userId.toHexString());
    return Object.assign(new ViewerContactChanged(), { viewerRevision, user, state });
  }

  private async invitation({
    userId,
    entityId,
    revision: viewerRevision,
  }: ViewerEntry): Promise<InvitationChanged> {
    const open = await this.deps.invitations.find({ userId, conversationId: entityId });
    const conversationId = entityId.toHexString();
    const invitation = open && invitationOf(open);
    return Object.assign(new InvitationChanged(), { viewerRevision, conversationId, invitation });
  }

  private async session({
    userId,
    entityId,
    revision: viewerRevision,
  }: ViewerEntry): Promise<SessionChanged> {
    const [session = null] = await this.deps.sessions.findOwn(userId, [entityId]);
    const sessionId = entityId.toHexString();
    return Object.assign(new SessionChanged(), { viewerRevision, sessionId, session });
  }
}
