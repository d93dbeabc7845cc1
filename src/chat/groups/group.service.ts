import type { Model, Types } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import {
  AppError,
  badInput,
  ErrorCode,
  notFound,
  nullIfNotFound,
} from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { AccessService } from "../log/access.service.js";
import type { ProfilePictures } from "../../files/media/profile-pictures.js";
import { SystemEvent } from "../log/message.model.js";
import type { GroupLog } from "./group-log.js";
import {
  checkDescription,
  checkName,
  GROUP_MAX_MEMBERS,
  requireAuthority,
  requireGroup,
  requireModerator,
  requireOwner,
  successorOf,
} from "./group-rules.js";
import type { Invitees } from "./invitees.js";
import { KeyedLock } from "./keyed-lock.js";

export interface GroupDependencies {
  readonly model: Model<Conversation>;
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly access: AccessService;
  readonly log: GroupLog;
  readonly invitees: Invitees;
  readonly pictures: ProfilePictures;
}

/** Absent: as it is. */
export interface GroupChange {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly avatarId?: string | null;
}

interface Acting {
  readonly conversation: Conversation;
  readonly actor: Membership;
}

/** What is done to a group. Each rule is checked and carried out in one turn of the group. */
export class GroupService {
  private readonly turns = new KeyedLock();

  constructor(private readonly deps: GroupDependencies) {}

  async update(userId: Types.ObjectId, id: string, input: GroupChange): Promise<Conversation> {
    const name = input.name ? checkName(input.name) : null;
    const description = checkDescription(input.description);
    await this.act(userId, id, async ({ conversation, actor }) => {
      const { _id, name: current } = conversation;
      requireModerator(actor);
      if (input.avatarId !== undefined) await this.setAvatar(actor, conversation, input.avatarId);
      if (input.description !== undefined)
        await this.deps.model.updateOne({ _id }, { $set: { description } });
      if (name !== null && name !== current)
        await this.record(actor, SystemEvent.CONVERSATION_RENAMED, [], name);
    });
    return this.deps.conversations.findForMember(userId, id);
  }

  async addMembers(
    userId: Types.ObjectId,
    id: string,
    userIds: readonly string[],
  ): Promise<Conversation> {
    return this.act(userId, id, async ({ conversation, actor }) => {
      requireModerator(actor);
      const members = await this.deps.memberships.ofConversations([conversation._id]);
      const known = new Set(members.map((member) => member.userId.toHexString()));
      const added = await this.deps.invitees.find(
        userId,
        userIds.filter((given) => !known.has(given)),
        { field: "userIds", room: GROUP_MAX_MEMBERS - members.length },
      );
      if (added.length > 0) await this.record(actor, SystemEvent.MEMBER_ADDED, added);
      return conversation;
    });
  }

  /** Whoever is not a member need not be removed. */
  async removeMember(userId: Types.ObjectId, id: string, memberId: string): Promise<Conversation> {
    const subjectId = parseId(memberId, "user");
    if (subjectId.equals(userId))
      throw badInput("userId", "To go yourself, leave the conversation.");
    return this.act(userId, id, async ({ conversation, actor }) => {
      requireModerator(actor);
      const key = { conversationId: conversation._id, userId: subjectId };
      const subject = await this.deps.memberships.find(key);
      if (!subject) return conversation;
      requireAuthority(actor, subject);
      await this.record(actor, SystemEvent.MEMBER_REMOVED, [subjectId]);
      return conversation;
    });
  }

  async setRole(
    userId: Types.ObjectId,
    id: string,
    change: { readonly userId: string; readonly role: MemberRole },
  ): Promise<Membership> {
    const key = {
      conversationId: parseId(id, "conversation"),
      userId: parseId(change.userId, "user"),
    };
    await this.act(userId, id, async ({ actor }) => {
      requireOwner(actor);
      const members = await this.deps.memberships.ofConversations([key.conversationId]);
      const subject = members.find((member) => member.userId.equals(key.userId));
      if (!subject) throw notFound("member");
      if (subject.role === change.role) return;
      if (successorOf(subject, members) || members.length === 1)
        throw new AppError(ErrorCode.CONFLICT, "A group needs an owner: make another one first.");
      await this.record(actor, SystemEvent.ROLE_CHANGED, [subject.userId], change.role);
    });
    const changed = await this.deps.memberships.find(key);
    if (!changed) throw notFound("member");
    return changed;
  }

  /** The last owner hands the group over by leaving it. */
  async leave(userId: Types.ObjectId, id: string): Promise<void> {
    await this.act(userId, id, async ({ conversation, actor }) => {
      const members = await this.deps.memberships.ofConversations([conversation._id]);
      const successor = successorOf(actor, members);
      // In this order a crash in between leaves two owners, not none.
      if (successor)
        await this.record(actor, SystemEvent.ROLE_CHANGED, [successor.userId], MemberRole.OWNER);
      await this.record(actor, SystemEvent.MEMBER_LEFT, [userId]);
    });
  }

  /** Of all groups at once, as each is left. Those that are left already are passed over. */
  async leaveAll(userId: Types.ObjectId): Promise<void> {
    const memberships = await this.deps.memberships.ofUser(userId);
    for (const { conversationId, peerId } of memberships)
      if (!peerId) await nullIfNotFound(this.leave(userId, conversationId.toHexString()));
  }

  private async setAvatar(
    { userId }: Membership,
    { _id, avatarId: before = null }: Conversation,
    given: string | null,
  ): Promise<void> {
    const { pictures, model } = this.deps;
    const avatarId = given ? await pictures.claimForGroup(userId, _id, given) : null;
    await model.updateOne({ _id }, { $set: { avatarId } });
    await pictures.removeReplaced({ avatarId: before }, { avatarId });
  }

  private async act<T>(
    userId: Types.ObjectId,
    id: string,
    work: (acting: Acting) => Promise<T>,
  ): Promise<T> {
    const conversationId = parseId(id, "conversation");
    return this.turns.run(id, async () => {
      const { membership: actor } = await this.deps.access.require({ conversationId, userId });
      const conversation = await this.deps.conversations.find(conversationId);
      if (!conversation) throw notFound("conversation");
      requireGroup(conversation);
      return work({ conversation, actor });
    });
  }

  private record(
    { conversationId, userId }: Membership,
    event: SystemEvent,
    subjectIds: readonly Types.ObjectId[],
    body?: string,
  ): Promise<void> {
    const what = { conversationId, actorId: userId, event, subjectIds };
    return this.deps.log.write({ ...what, ...(body !== undefined && { body }) });
  }
}
