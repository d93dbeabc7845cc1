import type { Model, Types } from "mongoose";
import type { Mongo } from "../adapters/mongo.js";
import type { Cursors } from "../api/graphql/cursor.js";
import type { Conversation } from "../chat/membership/conversation.model.js";
import type { ConversationService } from "../chat/conversations/conversation.service.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import type { Visibility } from "../people/contacts/visibility.js";
import { AppConversationsResolver } from "../chat/app-conversations/app-conversations.resolver.js";
import { AppConversationsService } from "../chat/app-conversations/app-conversations.service.js";
import { ConversationMetadata } from "../chat/groups/conversation-metadata.service.js";
import { ConversationMetadataResolver } from "../chat/groups/conversation-metadata.resolver.js";
import { GroupConsent } from "../chat/groups/group-consent.js";
import { GroupCreation } from "../chat/groups/group-creation.js";
import { GroupLog } from "../chat/groups/group-log.js";
import { GroupResolver } from "../chat/groups/group.resolver.js";
import { GroupService } from "../chat/groups/group.service.js";
import { GroupTurns } from "../chat/groups/group-turns.js";
import { Invitation } from "../chat/groups/invitation.model.js";
import { GroupInvitationResolver, InvitationResolver } from "../chat/groups/invitation.resolver.js";
import { InvitationRows } from "../chat/groups/invitation-rows.js";
import { InvitationService } from "../chat/groups/invitation.service.js";
import { OpenInvitations } from "../chat/groups/open-invitations.js";
import type { LogStore } from "../chat/log/log-store.js";
import { Invitees } from "../chat/groups/invitees.js";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import type { LogProjector } from "../chat/log/log-projector.js";
import type { LogService } from "../chat/log/log.service.js";
import type { Limits } from "../platform/limits/limits.js";
import type { UserService } from "../people/users/user.service.js";
import type { Media } from "./media.js";

import type { OwnChanges } from "../people/viewer-log/viewer-log.service.js";

export interface GroupsDependencies {
  readonly own: OwnChanges;
  readonly rows: Model<Conversation>;
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly memberViews: MemberViewService;
  readonly log: LogService;
  readonly projector: LogProjector;
  readonly users: UserService;
  readonly visibility: Visibility;
  readonly pictures: Media["pictures"];
  readonly limits: Limits;
  readonly mongo: Mongo;
  readonly store: LogStore;
  readonly cursors: Cursors;
}

/** Groups: who is made a member of them, and what their members may change. */
export function createGroups(deps: GroupsDependencies): {
  readonly invitations: InvitationService;
  readonly resolvers: readonly object[];
  /** For whoever is erased. May be repeated. */
  readonly leaveAll: (userId: Types.ObjectId) => Promise<void>;
} {
  const { rows, conversations, memberships, memberViews, pictures, store, visibility } = deps;
  const log = new GroupLog(deps.log, deps.projector);
  const invitees = new Invitees(deps.users, deps.visibility, deps.limits);
  const turns = new GroupTurns({ conversations, memberViews, log });
  const invited = new InvitationRows(
    deps.mongo.model(Invitation, "Invitation", "invitations"),
    deps.own,
  );
  const consent = new GroupConsent({ rows: invited, ...{ memberships, store, visibility } });
  const invitations = new InvitationService({
    rows: invited,
    open: new OpenInvitations({ conversations, memberships, memberViews, visibility }),
    ...{ turns, conversations, memberViews },
  });
  const creation = new GroupCreation({
    conversations: rows,
    ...{ log, store, invitees, consent, pictures },
  });
  const groups = new GroupService({
    ...{ model: rows, conversations, memberships, turns, invitees, consent, pictures },
  });
  const own = new AppConversationsService({ rows, users: deps.users, conversations, turns, log });
  return {
    invitations,
    resolvers: [
      new GroupResolver(creation, groups),
      new ConversationMetadataResolver(new ConversationMetadata(rows, turns)),
      new AppConversationsResolver(own),
      new InvitationResolver(invitations, deps.cursors),
      new GroupInvitationResolver(),
    ],
    async leaveAll(userId) {
      await invitations.forget(userId);
      await groups.leaveAll(userId);
    },
  };
}
