import type { Model } from "mongoose";
import type { Conversation } from "../chat/membership/conversation.model.js";
import type { ConversationService } from "../chat/conversations/conversation.service.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import type { Relations } from "../people/contacts/relations.js";
import { GroupCreation } from "../chat/groups/group-creation.js";
import { GroupLog } from "../chat/groups/group-log.js";
import { GroupResolver } from "../chat/groups/group.resolver.js";
import { GroupService } from "../chat/groups/group.service.js";
import { Invitees } from "../chat/groups/invitees.js";
import type { AccessService } from "../chat/log/access.service.js";
import type { LogProjector } from "../chat/log/log-projector.js";
import type { LogService } from "../chat/log/log.service.js";
import type { Limits } from "../platform/limits/limits.js";
import type { UserService } from "../people/users/user.service.js";
import type { Media } from "./media.js";

export interface GroupsParts {
  readonly rows: Model<Conversation>;
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly access: AccessService;
  readonly log: LogService;
  readonly projector: LogProjector;
  readonly users: UserService;
  readonly relations: Relations;
  readonly pictures: Media["pictures"];
  readonly limits: Limits;
}

/** Groups: who is made a member of them, and what their members may change. */
export function createGroups(parts: GroupsParts): {
  readonly groups: GroupService;
  readonly resolver: GroupResolver;
} {
  const { rows, conversations, memberships, access, pictures } = parts;
  const log = new GroupLog(parts.log, parts.projector);
  const invitees = new Invitees(parts.users, parts.relations, parts.limits);
  const creation = new GroupCreation({ conversations: rows, log, invitees, pictures });
  const groups = new GroupService({
    ...{ model: rows, conversations, memberships, access, log, invitees, pictures },
  });
  return { groups, resolver: new GroupResolver(creation, groups) };
}
