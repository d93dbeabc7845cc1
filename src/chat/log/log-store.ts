import type { Collection, Model, Types } from "mongoose";
import type { Membership } from "../membership/membership.model.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { toId } from "../../platform/core/id.js";
import { MessageKind, type Message } from "./message.model.js";
import { SystemEvent } from "./system-event.model.js";
import { DURABLE } from "./durability.js";
import { Inserts, type Clash } from "./inserts.js";
import { NOTICE, VISIBLE } from "./log-projections.js";
import type {
  ClientKey,
  CountedRange,
  LogPlace,
  MessageKey,
  Notice,
  SeqRange,
} from "./log-ranges.js";

type Stay = Pick<Membership, "conversationId" | "userId" | "joinedSeq">;

/** The database commands of the log. Every read is a range with both ends, so its cost is flat. */
export class LogStore {
  private readonly inserts: Inserts;

  constructor(private readonly messages: Model<Message>) {
    this.inserts = new Inserts(messages);
  }

  /** One durable, ordered write. Null: all are stored. Rejects when the outcome is not known. */
  insert(entries: readonly Message[]): Promise<Clash | null> {
    const [only] = entries;
    return only && entries.length === 1 ? this.inserts.single(only) : this.inserts.inOrder(entries);
  }

  /**
   * Replaces one state of a message by the next, at `next.revision`, which is above its own.
   * "moved": it is no longer in the state that was read. "clash": that revision is taken. Rejects
   * when the outcome is not known.
   */
  async change(
    { _id, conversationId, revision }: Message,
    next: Partial<Message> & Pick<Message, "revision">,
  ): Promise<"done" | "moved" | "clash"> {
    try {
      const { modifiedCount } = await this.raw.updateOne(
        { _id, conversationId, revision: { $eq: revision, $lt: next.revision } },
        { $set: next, $push: { revisions: next.revision } },
        { writeConcern: DURABLE },
      );
      return modifiedCount === 1 ? "done" : "moved";
    } catch (error) {
      if (isDuplicateKey(error)) return "clash";
      throw error;
    }
  }

  /** Both ends inclusive, ascending. */
  async range(conversationId: Types.ObjectId, from: number, to: number): Promise<Message[]> {
    if (to < from) return [];
    const filter = { conversationId, seq: { $gte: from, $lte: to } };
    return this.raw.find(filter, VISIBLE).sort({ seq: 1 }).toArray();
  }

  /** The messages whose latest change is in that range, oldest change first. */
  async changed(conversationId: Types.ObjectId, from: number, to: number): Promise<Message[]> {
    const filter = { conversationId, revision: { $gte: from, $lte: to } };
    return this.raw.find(filter, VISIBLE).sort({ revision: 1 }).toArray();
  }

  /** The entry by which that member left or was removed, before they joined again at `to`. */
  async endOfStay(
    { conversationId, userId, joinedSeq }: Stay,
    to: number,
  ): Promise<Message | null> {
    const seq = { $gt: joinedSeq, $lt: to };
    const systemEvent = { $in: [SystemEvent.MEMBER_REMOVED, SystemEvent.MEMBER_LEFT] };
    const filter = { conversationId, seq, systemEvent, subjectIds: userId };
    return this.raw.findOne(filter, { ...VISIBLE, sort: { seq: 1 } });
  }

  /** What was written in a range of revisions and changed after a later one; oldest first. */
  async changedSince({ conversationId, after, to }: SeqRange, end: number): Promise<Message[]> {
    const within = { $elemMatch: { $gt: after, $lte: to } };
    const filter = { conversationId, revisions: within, revision: { $gt: end } };
    const found = await this.raw.find(filter, VISIBLE).sort({ createdRevision: 1 }).toArray();
    return found.filter(({ createdRevision }) => after < createdRevision && createdRevision <= to);
  }

  /** Both ends inclusive, ascending: what is needed to tell somebody of them. */
  async notices(conversationId: Types.ObjectId, from: number, to: number): Promise<Notice[]> {
    const filter = { conversationId, seq: { $gte: from, $lte: to } };
    return this.raw.find<Notice>(filter, NOTICE).sort({ seq: 1 }).toArray();
  }

  /**
   * The first messages of a range that name somebody, from its lower end or from its upper one, by
   * an index that holds those alone.
   */
  async mentioning(
    userId: Types.ObjectId,
    { conversationId, after, to }: SeqRange,
    { from, limit }: { readonly from: "lower" | "upper"; readonly limit: number },
  ): Promise<Notice[]> {
    const filter = { conversationId, mentionIds: userId, seq: { $gt: after, $lte: to } };
    const seq = from === "lower" ? 1 : -1;
    return this.raw.find<Notice>(filter, NOTICE).sort({ seq }).limit(limit).toArray();
  }

  /** How many messages of a range name somebody, those of these senders left out. */
  async countMentioning(
    userId: Types.ObjectId,
    { conversationId, after, to }: SeqRange,
    senderIds: readonly string[],
  ): Promise<number> {
    const range = { conversationId, mentionIds: userId, seq: { $gt: after, $lte: to } };
    const senderId = { $nin: [userId, ...senderIds.map((id) => toId(id))] };
    return this.raw.countDocuments({ ...range, senderId, deletedAt: null });
  }

  /** How many messages of those people a range holds, deleted ones left out. */
  async countOf(
    senderIds: readonly string[],
    { conversationId, after, to }: SeqRange,
  ): Promise<number> {
    const senders = senderIds.map((id) => toId(id));
    const theirs = { senderId: { $in: senders }, kind: MessageKind.USER, deletedAt: null };
    const range = { conversationId, seq: { $gt: after, $lte: to } };
    return this.raw.countDocuments({ ...range, ...theirs });
  }

  /** How much is deleted of a range of positions, whose ends are exclusive and inclusive. */
  async goneIn({ conversationId, after, to }: SeqRange): Promise<number> {
    return this.raw.countDocuments({ conversationId, goneSeq: { $gt: after, $lte: to } });
  }

  /** The same of one range each of many conversations; by id in hex. */
  async goneOf(ranges: readonly CountedRange[]): Promise<ReadonlyMap<string, number>> {
    const arms = ranges.map(({ conversationId, after, to, headOrdinal }) => ({
      ...{ conversationId, goneSeq: { $gt: after, $lte: to } },
      ordinal: { $lte: headOrdinal },
    }));
    const [only] = arms;
    if (!only) return new Map();
    const found = await this.raw
      .aggregate<{ _id: Types.ObjectId; count: number }>([
        { $match: arms.length === 1 ? only : { $or: arms } },
        { $group: { _id: "$conversationId", count: { $sum: 1 } } },
      ])
      .toArray();
    return new Map(found.map(({ _id, count }) => [_id.toHexString(), count]));
  }

  /** Both ends inclusive, descending. */
  async places(conversationId: Types.ObjectId, from: number, to: number): Promise<LogPlace[]> {
    const filter = { conversationId, seq: { $gte: from, $lte: to } };
    const projection = { ordinal: 1, kind: 1, deletedAt: 1 };
    const found = await this.raw.find(filter, { projection }).sort({ seq: -1 }).toArray();
    return found.map(({ ordinal, kind, deletedAt }) => ({
      ...{ ordinal, isUser: kind === MessageKind.USER, isGone: Boolean(deletedAt) },
    }));
  }

  /** What stands at those positions, in any order. */
  async at(conversationId: Types.ObjectId, seqs: readonly number[]): Promise<Message[]> {
    if (seqs.length === 0) return [];
    return this.raw.find({ conversationId, seq: { $in: [...seqs] } }, VISIBLE).toArray();
  }

  /** Wherever they are: where the logs are spread over shards it asks all of them. */
  async byId(ids: readonly Types.ObjectId[]): Promise<Message[]> {
    return this.raw.find({ _id: { $in: [...ids] } }, VISIBLE).toArray();
  }

  /** The same where the logs are known, in any order. */
  async byKey(keys: readonly MessageKey[]): Promise<Message[]> {
    // The id first: SecantusDB takes the index of the first field.
    const arms = keys.map(({ _id, conversationId }) => ({ _id, conversationId }));
    const [only] = arms;
    if (!only) return [];
    return this.raw.find(arms.length === 1 ? only : { $or: arms }, VISIBLE).toArray();
  }

  async byClientId({ conversationId, ...key }: ClientKey): Promise<Message | null> {
    return this.raw.findOne({ conversationId, ...key }, VISIBLE);
  }

  /** For files that do not say in which conversation they are. */
  async byClientIdAnywhere(key: Omit<ClientKey, "conversationId">): Promise<Message[]> {
    return this.raw.find(key, VISIBLE).toArray();
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}
