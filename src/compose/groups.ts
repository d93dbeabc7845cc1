import type { Model } from "mongoose";
import type { Conversation } from "../chat/membership/conversation.model.js";
import type { ConversationService } from "../chat/conversations/conversation.service.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import type { Visibility } from "../people/contacts/visibility.js";
import { AppConversationsResolver } from "../chat/app-conversations/app-conversations.resolver.js";
import { AppConversationsService } from "../chat/app-conversations/app-conversations.service.js";
import { GroupCreation } from "../chat/groups/group-creation.js";
import { GroupLog } from "../chat/groups/group-log.js";
import { GroupResolver } from "../chat/groups/group.resolver.js";
import { GroupService } from "../chat/groups/group.service.js";
import { GroupTurns } from "../chat/groups/group-turns.js";
import { Invitees } from "../chat/groups/invitees.js";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import type { LogProjector } from "../chat/log/log-projector.js";
import type { LogService } from "../chat/log/log.service.js";
import type { Limits } from "../platform/limits/limits.js";
import type { UserService } from "../people/users/user.service.js";
import type { Media } from "./media.js";

export interface GroupsDependencies {
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
}

/** Groups: who is made a member of them, and what their members may change. */
export function createGroups(deps: GroupsDependencies): {
  readonly groups: GroupService;
  readonly resolvers: readonly object[];
} {
  const { rows, conversations, memberships, memberViews, pictures } = deps;
  const log = new GroupLog(deps.log, deps.projector);
  const invitees = new Invitees(deps.users, deps.visibility, deps.limits);
  const creation = new GroupCreation({ conversations: rows, log, invitees, pictures });
  const turns = new GroupTurns({ conversations, memberViews, log });
  const groups = new GroupService({
    ...{ model: rows, conversations, memberships, turns, invitees, pictures },
  });
  const own = new AppConversationsService({ rows, users: deps.users, conversations, turns, log });
  const resolvers = [new GroupResolver(creation, groups), new AppConversationsResolver(own)];
  return { groups, resolvers };
}
