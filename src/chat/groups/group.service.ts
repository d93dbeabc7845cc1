import type { Model, Types } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import type { MemberKey, MembershipService } from "../membership/membership.service.js";
import {
  AppError,
  badInput,
  ErrorCode,
  notFound,
  nullIfNotFound,
} from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { MemberViewService } from "../log/member-view.service.js";
import { MembersChanged } from "../log/commit-appends.js";
import { overloaded } from "../log/overloaded.js";
import type { ProfilePictures } from "../../files/media/profile-pictures.js";
import { SystemEvent } from "../log/message.model.js";
import type { GroupEntry, GroupLog } from "./group-log.js";
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
  readonly memberViews: MemberViewService;
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
  /** All members, longest first. */
  readonly members: readonly Membership[];
  /** Since when none of that has changed. */
  readonly generation: object;
}

/** An entry that follows from the rules, or null where there is nothing to do. */
type Step = Pick<GroupEntry, "event" | "subjectIds" | "body"> | null;

const MAX_TRIES = 50;

/**
 * What is done to a group. Each rule is checked against the members as the log names them, and its
 * entry is written only where nobody's membership has changed since: else the rule is checked again.
 * So it holds whichever nodes act at the same time. The turns only spare those of one node the tries.
 */
export class GroupService {
  private readonly turns = new KeyedLock();

  constructor(private readonly deps: GroupDependencies) {}

  async update(userId: Types.ObjectId, id: string, input: GroupChange): Promise<Conversation> {
    const name = input.name ? checkName(input.name) : null;
    const description = checkDescription(input.description);
    await this.act(userId, id, async ({ conversation, actor }) => {
      const { _id } = conversation;
      requireModerator(actor);
      if (input.avatarId !== undefined) await this.setAvatar(actor, conversation, input.avatarId);
      if (input.description !== undefined)
        await this.deps.model.updateOne({ _id }, { $set: { description } });
      return null;
    });
    if (name !== null)
      await this.act(userId, id, ({ conversation, actor }) => {
        requireModerator(actor);
        if (name === conversation.name) return null;
        return { event: SystemEvent.CONVERSATION_RENAMED, subjectIds: [], body: name };
      });
    return this.deps.conversations.findForMember(userId, id);
  }

  async addMembers(
    userId: Types.ObjectId,
    id: string,
    userIds: readonly string[],
  ): Promise<Conversation> {
    return this.act(userId, id, async ({ actor, members }) => {
      requireModerator(actor);
      const known = new Set(members.map((member) => member.userId.toHexString()));
      const subjectIds = await this.deps.invitees.find(
        userId,
        userIds.filter((given) => !known.has(given)),
        { field: "userIds", room: GROUP_MAX_MEMBERS - members.length },
      );
      return subjectIds.length > 0 ? { event: SystemEvent.MEMBER_ADDED, subjectIds } : null;
    });
  }

  /** Whoever is not a member need not be removed. */
  async removeMember(userId: Types.ObjectId, id: string, memberId: string): Promise<Conversation> {
    const subjectId = parseId(memberId, "user");
    if (subjectId.equals(userId))
      throw badInput("userId", "To go yourself, leave the conversation.");
    return this.act(userId, id, ({ actor, members }) => {
      requireModerator(actor);
      const subject = members.find((member) => member.userId.equals(subjectId));
      if (!subject) return null;
      requireAuthority(actor, subject);
      return { event: SystemEvent.MEMBER_REMOVED, subjectIds: [subjectId] };
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
    await this.act(userId, id, ({ actor, members }) => {
      requireOwner(actor);
      const subject = members.find((member) => member.userId.equals(key.userId));
      if (!subject) throw notFound("member");
      if (subject.role === change.role) return null;
      if (successorOf(subject, members) || members.length === 1)
        throw new AppError(ErrorCode.CONFLICT, "A group needs an owner: make another one first.");
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
      await this.act(userId, id, ({ actor, members }) => {
        const successor = successorOf(actor, members);
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
    { userId }: Membership,
    { _id, avatarId: before = null }: Conversation,
    given: string | null,
  ): Promise<void> {
    const { pictures, model } = this.deps;
    const avatarId = given ? await pictures.claimForGroup(userId, _id, given) : null;
    await model.updateOne({ _id }, { $set: { avatarId } });
    await pictures.removeReplaced({ avatarId: before }, { avatarId });
  }

  /** Decides, and writes what was decided if it still holds. */
  private async act(
    userId: Types.ObjectId,
    id: string,
    decide: (acting: Acting) => Step | Promise<Step>,
  ): Promise<Conversation> {
    const conversationId = parseId(id, "conversation");
    return this.turns.run(id, async () => {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const acting = await this.look({ conversationId, userId });
        const step = await decide(acting);
        if (!step) return acting.conversation;
        try {
          await this.deps.log.write(
            { conversationId, actorId: userId, ...step },
            acting.generation,
          );
          return acting.conversation;
        } catch (error) {
          if (!(error instanceof MembersChanged)) throw error;
        }
      }
      throw overloaded();
    });
  }

  private async look(key: MemberKey): Promise<Acting> {
    const { conversationId, userId } = key;
    // Whoever is not in it learns nothing, and costs nothing.
    await this.deps.memberViews.require(key);
    const generation = await this.deps.log.writeGeneration(conversationId);
    const members = await this.deps.memberViews.members([conversationId]);
    const actor = members.find((member) => member.userId.equals(userId));
    const conversation = actor && (await this.deps.conversations.find(conversationId));
    if (!conversation) throw notFound("conversation");
    requireGroup(conversation);
    return { conversation, actor, members, generation };
  }
}
