import { Types, type Model } from "mongoose";
import { badInput, notFound } from "../errors.js";
import { parseId } from "../id.js";
import type { Hint } from "../realtime/hint.js";
import type { UserService } from "../users/user.service.js";
import { ConversationKind, type Conversation } from "./conversation.model.js";
import { MemberRole, type Membership } from "./membership.model.js";

export interface ConversationDependencies {
  readonly conversations: Model<Conversation>;
  readonly memberships: Model<Membership>;
  readonly users: UserService;
  readonly publish: (hint: Hint) => void;
}

export class ConversationService {
  constructor(private readonly deps: ConversationDependencies) {}

  async findMany(ids: readonly string[]): Promise<(Conversation | null)[]> {
    const found = await this.deps.conversations
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .lean();
    const byId = new Map(found.map((item) => [item._id.toHexString(), item]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Null for whoever is not a member now. */
  async membership(
    userId: Types.ObjectId,
    conversationId: Types.ObjectId,
  ): Promise<Membership | null> {
    return this.deps.memberships.findOne({ conversationId, userId, leftAt: null }).lean();
  }

  /** NOT_FOUND for an unknown conversation and for one that the user is not in. */
  async requireMembership(userId: Types.ObjectId, conversationId: string): Promise<Membership> {
    const found = await this.membership(userId, parseId(conversationId, "conversation"));
    if (!found) throw notFound("conversation");
    return found;
  }

  /** As `requireMembership`, with null for its NOT_FOUND. */
  readableBy(userId: Types.ObjectId, conversationId: string): Promise<Membership | null> {
    return this.membership(userId, parseId(conversationId, "conversation"));
  }

  async membershipsOf(userId: Types.ObjectId): Promise<Membership[]> {
    return this.deps.memberships.find({ userId, leftAt: null }).lean();
  }

  async findForMember(
    userId: Types.ObjectId,
    conversationId: string,
  ): Promise<Conversation | null> {
    const { conversationId: _id } = await this.requireMembership(userId, conversationId);
    return this.deps.conversations.findById(_id).lean();
  }

  /** The one direct conversation of the two, made where there is none yet. */
  async openDirect(userId: Types.ObjectId, otherId: string): Promise<Conversation> {
    const other = await this.deps.users.find(parseId(otherId, "user"));
    if (!other?.confirmedAt) throw notFound("user");
    if (other._id.equals(userId))
      throw badInput("userId", "A direct conversation is with somebody else.");
    const conversation = await this.direct([userId, other._id]);
    await this.admit(conversation._id, [userId, other._id]);
    return conversation;
  }

  private async direct(pair: readonly Types.ObjectId[]): Promise<Conversation> {
    const directKey = pair
      .map((id) => id.toHexString())
      .sort()
      .join(":");
    const fresh = { kind: ConversationKind.DIRECT, createdAt: new Date(), lastSeq: 0, revision: 0 };
    await this.deps.conversations
      .updateOne({ directKey }, { $setOnInsert: fresh }, { upsert: true })
      .catch(ignoreDuplicate);
    const found = await this.deps.conversations.findOne({ directKey }).lean();
    if (!found) throw new Error("a direct conversation vanished while it was opened");
    return found;
  }

  /** Repeats what an interrupted earlier call left undone, so a crash in between heals. */
  private async admit(
    conversationId: Types.ObjectId,
    userIds: readonly Types.ObjectId[],
  ): Promise<void> {
    for (const userId of userIds) {
      const founder = { role: MemberRole.MEMBER, joinedAt: new Date(), joinedSeq: 1 };
      const result = await this.deps.memberships
        .updateOne({ conversationId, userId }, { $setOnInsert: founder }, { upsert: true })
        .catch(ignoreDuplicate);
      if (!result?.upsertedCount) continue;
      const ids = { userId: userId.toHexString(), conversationId: conversationId.toHexString() };
      this.deps.publish({ kind: "memberships", ...ids });
    }
  }
}

/** Two upserts at once: the unique index let one through, which is all that was wanted. */
function ignoreDuplicate(error: unknown): null {
  if ((error as { code?: unknown }).code === 11_000) return null;
  throw error;
}
