import type { Collection, Model, Types } from "mongoose";
import { pairOf, type Conversation } from "../membership/conversation.model.js";
import { Batcher } from "../../platform/core/batcher.js";
import type { Message } from "./message.model.js";
import type { HeadPosition } from "./position.js";
import {
  byConversation,
  PENDING_FIELDS,
  rangesOf,
  type EndCheckpoint,
  type PendingEntry,
} from "./beyond-checkpoints.js";

/** The end of a log, with the entries that may not have reached the rows that are derived from it. */
export interface LogHead extends HeadPosition {
  readonly conversationId: Types.ObjectId;
  /** Of a direct conversation: the two who are in it, and never anybody else. */
  readonly pair: readonly Types.ObjectId[] | null;
  readonly createdAt: Date;
  readonly lastMessageAt: Date;
  /** Of the newest message; null in an empty log. */
  readonly lastId: Types.ObjectId | null;
  readonly pending: readonly PendingEntry[];
  /** What was deleted, for the same rows. */
  readonly deleted: readonly PendingEntry[];
}

type Checkpoint = EndCheckpoint & Pick<Conversation, "createdAt" | "directKey">;

/** Reads the true end of logs, of any number of conversations in three commands. */
export class LogHeads {
  private readonly batcher = new Batcher((ids: readonly Types.ObjectId[]) => this.inOrder(ids));

  constructor(
    private readonly messages: Model<Message>,
    private readonly conversations: Model<Conversation>,
  ) {}

  one(conversationId: Types.ObjectId): Promise<LogHead> {
    return this.batcher.ask(conversationId);
  }

  /** Those of conversations that exist, in any order. */
  async many(conversationIds: readonly Types.ObjectId[]): Promise<LogHead[]> {
    if (conversationIds.length === 0) return [];
    const checkpoints = (await this.conversations
      .find({ _id: { $in: [...conversationIds] } })
      .select("lastSeq revision createdAt directKey")
      .lean()) as Checkpoint[];
    if (checkpoints.length === 0) return [];
    const [bySeq, byRevision] = await Promise.all([
      this.from("seq", checkpoints),
      this.from("revision", checkpoints),
    ]);
    return checkpoints.map((checkpoint) => {
      const id = checkpoint._id.toHexString();
      return headOf(checkpoint, bySeq.get(id), byRevision.get(id));
    });
  }

  /** All zero for a conversation that does not exist. */
  private async inOrder(ids: readonly Types.ObjectId[]): Promise<LogHead[]> {
    const distinct = new Map(ids.map((id) => [id.toHexString(), id]));
    const heads = await this.many([...distinct.values()]);
    const byId = new Map(heads.map((head) => [head.conversationId.toHexString(), head]));
    const nothing = { lastSeq: 0, revision: 0, createdAt: new Date(0) };
    return ids.map((_id) => byId.get(_id.toHexString()) ?? headOf({ _id, ...nothing }));
  }

  /**
   * Ascending, so that what is written meanwhile is read as well. The readings are not of one
   * moment, but a message that came up to the last revision read is in the second: an end never
   * tells of a revision and not of the messages up to it.
   */
  private async from(
    field: "seq" | "revision",
    checkpoints: readonly Checkpoint[],
  ): Promise<Map<string, PendingEntry[]>> {
    const found = await this.raw
      .find(rangesOf(field, "$gte", checkpoints), { projection: PENDING_FIELDS })
      .sort({ [field]: 1 })
      .toArray();
    return byConversation(found);
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}

function headOf(
  checkpoint: Checkpoint,
  bySeq: readonly PendingEntry[] = [],
  byRevision: readonly PendingEntry[] = [],
): LogHead {
  const { _id: conversationId, lastSeq, createdAt, directKey } = checkpoint;
  const seen = new Set(bySeq.map(({ seq }) => seq));
  const entries = [...bySeq, ...byRevision.filter(({ seq }) => !seen.has(seq))];
  entries.sort((a, b) => a.seq - b.seq);
  const last = entries.at(-1);
  const revision = byRevision.at(-1)?.revision ?? 0;
  const position = { seq: last?.seq ?? 0, ordinal: last?.ordinal ?? 0, revision };
  const pending = entries.filter(({ seq }) => seq > lastSeq);
  const deleted = byRevision.filter((one) => one.deletedAt && one.revision > checkpoint.revision);
  const newest = { lastMessageAt: last?.createdAt ?? createdAt, lastId: last?._id ?? null };
  const pair = directKey ? pairOf(directKey) : null;
  return { conversationId, pair, createdAt, ...newest, ...position, pending, deleted };
}
