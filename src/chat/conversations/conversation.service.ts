import { Types, type Model } from "mongoose";
import {
  AppError,
  badInput,
  ErrorCode,
  notFound,
  isDuplicateKey,
} from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { UserService } from "../../people/users/user.service.js";
import type { MemberViewService } from "../log/member-view.service.js";
import {
  ConversationKind,
  directKeyOf,
  type Conversation,
} from "../membership/conversation.model.js";
import type { Membership } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import type { Visibility } from "../../people/contacts/visibility.js";

export interface ConversationDependencies {
  readonly conversations: Model<Conversation>;
  readonly memberships: MembershipService;
  readonly memberViews: MemberViewService;
  readonly users: UserService;
  readonly visibility: Visibility;
}

export class ConversationService {
  constructor(private readonly deps: ConversationDependencies) {}

  async find(id: Types.ObjectId): Promise<Conversation | null> {
    return this.deps.conversations.findById(id).lean();
  }

  /** In the order of `ids`, whoever may read them. */
  async findMany(ids: readonly string[]): Promise<(Conversation | null)[]> {
    const found = await this.deps.conversations
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .lean();
    const byId = new Map(found.map((item) => [item._id.toHexString(), item]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** NOT_FOUND for an unknown conversation and for one that the user is not in. */
  async findForMember(userId: Types.ObjectId, id: string): Promise<Conversation> {
    const conversationId = parseId(id, "conversation");
    const view = await this.deps.memberViews.find({ conversationId, userId });
    const conversation = view && (await this.find(conversationId));
    if (!conversation) throw notFound("conversation");
    return conversation;
  }

  /** The direct conversation of the two, or null where there is none yet. */
  async findDirect(userId: Types.ObjectId, otherId: string): Promise<Conversation | null> {
    const directKey = directKeyOf([userId, parseId(otherId, "user")]);
    return this.deps.conversations.findOne({ directKey }).lean();
  }

  /** The one direct conversation of the two, made where there is none yet. */
  async openDirect(userId: Types.ObjectId, otherId: string): Promise<Conversation> {
    const other = await this.deps.users.requirePerson(otherId);
    if (other._id.equals(userId))
      throw badInput("userId", "A direct conversation needs another person than yourself.");
    return this.openPair([userId, other._id], () =>
      this.requireOpen({ userId, peerId: other._id }),
    );
  }

  /** For whoever has a say over both: no block is in its way. */
  openBetween(one: Types.ObjectId, other: Types.ObjectId): Promise<Conversation> {
    return this.openPair([one, other], () => Promise.resolve());
  }

  /** By the app's own id of it. */
  async findByExternalId(externalId: string): Promise<Conversation | null> {
    return this.deps.conversations.findOne({ externalId }).lean();
  }

  /** Throws in a direct conversation: BLOCKED where a block is, CONFLICT where the other is erased. */
  async requireOpen({ userId, peerId }: Pick<Membership, "userId" | "peerId">): Promise<void> {
    if (!peerId) return;
    const { visibility, users } = this.deps;
    const [blocks, peer] = await Promise.all([
      visibility.blocked(userId, [peerId]),
      users.find(peerId),
    ]);
    if (blocks.size > 0) throw blocked();
    if (!peer || peer.deletedAt)
      throw new AppError(ErrorCode.CONFLICT, "That account was deleted: it receives no messages.");
  }

  /** Throws BLOCKED in a direct conversation whose other has blocked the user. */
  async requireAdmitted({ userId, peerId }: Pick<Membership, "userId" | "peerId">): Promise<void> {
    if (peerId && (await this.deps.visibility.shutOut(userId, [peerId])).size > 0) throw blocked();
  }

  /** The one conversation with that key, made where there is none yet, as yet with an empty log. */
  async makeOnce(
    key: { readonly directKey: string } | { readonly externalId: string },
    fresh: Pick<Conversation, "kind"> & Partial<Pick<Conversation, "name" | "namedSeq">>,
  ): Promise<Conversation> {
    const start = { ...fresh, createdAt: new Date(), lastSeq: 0, revision: 0 };
    await this.deps.conversations
      .updateOne(key, { $setOnInsert: start }, { upsert: true })
      .catch(ignoreDuplicate);
    const found = await this.deps.conversations.findOne(key).lean();
    if (!found) throw new Error("a conversation vanished while it was made");
    return found;
  }

  private async openPair(
    pair: readonly [Types.ObjectId, Types.ObjectId],
    beforeFirst: () => Promise<void>,
  ): Promise<Conversation> {
    const directKey = directKeyOf(pair);
    const known = await this.deps.conversations.findOne({ directKey }).lean();
    if (!known) await beforeFirst();
    const conversation =
      known ?? (await this.makeOnce({ directKey }, { kind: ConversationKind.DIRECT }));
    // Repeats what an interrupted earlier call left undone.
    await this.deps.memberships.admitPair(conversation._id, pair);
    return conversation;
  }
}

function blocked(): AppError {
  return new AppError(ErrorCode.BLOCKED, "One of you has blocked the other.");
}

/** Two upserts at once: the unique index let one through, which is all that was wanted. */
function ignoreDuplicate(error: unknown): null {
  if (isDuplicateKey(error)) return null;
  throw error;
}
