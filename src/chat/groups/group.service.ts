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
import { checkAll } from "../../platform/core/input-failures.js";
import { parseId } from "../../platform/core/id.js";
import type { ProfilePictures } from "../../files/media/profile-pictures.js";
import { SystemEvent } from "../log/system-event.model.js";
import {
  checkDescription,
  checkName,
  GROUP_MAX_MEMBERS,
  requireAuthority,
  requireModerator,
  requireOwner,
  successorOf,
} from "./group-rules.js";
import type { GroupTurns } from "./group-turns.js";
import type { GroupConsent } from "./group-consent.js";
import type { Invitees } from "./invitees.js";

export interface GroupDependencies {
  readonly model: Model<Conversation>;
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly turns: GroupTurns;
  readonly invitees: Invitees;
  readonly consent: GroupConsent;
  readonly pictures: ProfilePictures;
}

/** Absent: as it is. */
export interface GroupChange {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly avatarId?: string | null;
}

/** What is done to a group, and who may. Null in the place of a person is a service. */
export class GroupService {
  constructor(private readonly deps: GroupDependencies) {}

  async update(
    userId: Types.ObjectId | null,
    id: string,
    input: GroupChange,
  ): Promise<Conversation> {
    const [name, description] = await checkAll(
      () => (input.name ? checkName(input.name) : null),
      () => checkDescription(input.description),
    );
    await this.deps.turns.act(userId, id, async ({ conversation, actor }) => {
      const { _id } = conversation;
      requireModerator(actor);
      if (input.avatarId !== undefined) await this.setAvatar(actor, conversation, input.avatarId);
      if (input.description !== undefined)
        await this.deps.model.updateOne({ _id }, { $set: { description } });
      return null;
    });
    if (name !== null)
      await this.deps.turns.act(userId, id, ({ conversation, actor }) => {
        requireModerator(actor);
        if (name === conversation.name) return null;
        return { event: SystemEvent.CONVERSATION_RENAMED, subjectIds: [], body: name };
      });
    if (userId) return this.deps.conversations.findForMember(userId, id);
    const updated = await this.deps.conversations.find(parseId(id, "conversation"));
    if (!updated) throw notFound("conversation");
    return updated;
  }

  async addMembers(
    userId: Types.ObjectId | null,
    id: string,
    userIds: readonly string[],
  ): Promise<Conversation> {
    const counted = new Set<string>();
    return this.deps.turns.act(userId, id, async ({ conversation, actor, members }) => {
      requireModerator(actor);
      const known = new Set(members.map((member) => member.userId.toHexString()));
      const subjectIds = await this.deps.invitees.find(
        userId,
        userIds.filter((given) => !known.has(given)),
        { field: "userIds", room: GROUP_MAX_MEMBERS - members.length, counted },
      );
      const { _id: conversationId } = conversation;
      // A service brings people in as its app decides.
      if (!userId)
        return subjectIds.length > 0 ? { event: SystemEvent.MEMBER_ADDED, subjectIds } : null;
      const added = await this.deps.consent.admit(userId, conversationId, subjectIds);
      return added.length > 0 ? { event: SystemEvent.MEMBER_ADDED, subjectIds: added } : null;
    });
  }

  /** Whoever is not a member need not be removed. */
  async removeMember(
    userId: Types.ObjectId | null,
    id: string,
    memberId: string,
  ): Promise<Conversation> {
    const subjectId = parseId(memberId, "user");
    if (userId && subjectId.equals(userId))
      throw badInput("userId", "You cannot remove yourself: leave the conversation instead.");
    return this.deps.turns.act(userId, id, ({ actor, members }) => {
      requireModerator(actor);
      const subject = members.find((member) => member.userId.equals(subjectId));
      if (!subject) return null;
      requireAuthority(actor, subject);
      return { event: SystemEvent.MEMBER_REMOVED, subjectIds: [subjectId] };
    });
  }

  async setRole(
    userId: Types.ObjectId | null,
    id: string,
    change: { readonly userId: string; readonly role: MemberRole },
  ): Promise<Membership> {
    const key = {
      conversationId: parseId(id, "conversation"),
      userId: parseId(change.userId, "user"),
    };
    await this.deps.turns.act(userId, id, ({ actor, members }) => {
      requireOwner(actor);
      const subject = members.find((member) => member.userId.equals(key.userId));
      if (!subject) throw notFound("member");
      if (subject.role === change.role) return null;
      if (successorOf(subject, members) || members.length === 1)
        throw new AppError(
          ErrorCode.CONFLICT,
          "A group needs an owner: make another member the owner first.",
        );
      return { event: SystemEvent.ROLE_CHANGED, subjectIds: [subject.userId], body: change.role };
    });
    const changed = await this.deps.memberships.find(key);
    if (!changed) throw notFound("member");
    return changed;
  }

  /** The last owner hands the group over by leaving it. */
  async leave(userId: Types.ObjectId, id: string): Promise<void> {
    let owned = true;
    // Each step by itself: a crash in between leaves two owners, not none.
    while (owned)
      await this.deps.turns.act(userId, id, ({ actor, members }) => {
        const successor = actor && successorOf(actor, members);
        owned = successor !== null;
        if (!successor) return { event: SystemEvent.MEMBER_LEFT, subjectIds: [userId] };
        const subjectIds = [successor.userId];
        return { event: SystemEvent.ROLE_CHANGED, subjectIds, body: MemberRole.OWNER };
      });
  }

  /** Of all groups at once, as each is left. Those that are left already are passed over. */
  async leaveAll(userId: Types.ObjectId): Promise<void> {
    const memberships = await this.deps.memberships.ofUser(userId);
    for (const { conversationId, peerId } of memberships)
      if (!peerId) await nullIfNotFound(this.leave(userId, conversationId.toHexString()));
  }

  private async setAvatar(
    actor: Membership | null,
    { _id, avatarId: before = null }: Conversation,
    given: string | null,
  ): Promise<void> {
    const { pictures, model } = this.deps;
    if (given && !actor)
      throw badInput("input.avatarId", "A member's upload: a service sets it in their name.");
    const avatarId = given && actor ? await pictures.claimForGroup(actor.userId, _id, given) : null;
    await model.updateOne({ _id }, { $set: { avatarId } });
    await pictures.removeReplaced({ avatarId: before }, { avatarId });
  }
}
