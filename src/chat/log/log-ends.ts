import type { Collection, Model, Types } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import { Joined } from "../../platform/core/joined.js";
import type { Message } from "./message.model.js";
import type { Head } from "./log-store.js";

/** What of a message is needed to know the end of its log and who is in the conversation. */
type TailEntry = Pick<
  Message,
  | "_id"
  | "conversationId"
  | "seq"
  | "ordinal"
  | "kind"
  | "senderId"
  | "systemEvent"
  | "subjectIds"
  | "createdAt"
  | "revision"
  | "deletedAt"
>;

/** The end of a log, with the entries that may not have reached the rows that are derived from it. */
export interface LogEnd extends Head {
  readonly conversationId: Types.ObjectId;
  readonly createdAt: Date;
  readonly lastMessageAt: Date;
  /** Of the newest message; null in an empty log. */
  readonly lastId: Types.ObjectId | null;
  readonly tail: readonly TailEntry[];
  /** What was deleted, for the same rows. */
  readonly deleted: readonly TailEntry[];
}

const TAIL_FIELDS = {
  conversationId: 1,
  seq: 1,
  ordinal: 1,
  kind: 1,
  senderId: 1,
  systemEvent: 1,
  subjectIds: 1,
  createdAt: 1,
  revision: 1,
  deletedAt: 1,
} as const;

type Floor = Pick<Conversation, "_id" | "lastSeq" | "revision" | "createdAt">;

/** Reads the true end of logs, of any number of conversations in three commands. */
export class LogEnds {
  private readonly joined = new Joined((ids: readonly Types.ObjectId[]) => this.inOrder(ids));

  constructor(
    private readonly messages: Model<Message>,
    private readonly conversations: Model<Conversation>,
  ) {}

  one(conversationId: Types.ObjectId): Promise<LogEnd> {
    return this.joined.ask(conversationId);
  }

  /** Those of conversations that exist, in any order. */
  async many(conversationIds: readonly Types.ObjectId[]): Promise<LogEnd[]> {
    if (conversationIds.length === 0) return [];
    const floors = (await this.conversations
      .find({ _id: { $in: [...conversationIds] } })
      .select("lastSeq revision createdAt")
      .lean()) as Floor[];
    if (floors.length === 0) return [];
    const [bySeq, byRevision] = await Promise.all([
      this.from("seq", floors),
      this.from("revision", floors),
    ]);
    return floors.map((floor) => {
      const id = floor._id.toHexString();
      return endOf(floor, bySeq.get(id), byRevision.get(id));
    });
  }

  /** All zero for a conversation that does not exist. */
  private async inOrder(ids: readonly Types.ObjectId[]): Promise<LogEnd[]> {
    const distinct = new Map(ids.map((id) => [id.toHexString(), id]));
    const ends = await this.many([...distinct.values()]);
    const byId = new Map(ends.map((end) => [end.conversationId.toHexString(), end]));
    const nothing = { lastSeq: 0, revision: 0, createdAt: new Date(0) };
    return ids.map((_id) => byId.get(_id.toHexString()) ?? endOf({ _id, ...nothing }));
  }

  /**
   * Ascending, so that what is written meanwhile is read as well. The readings are not of one
   * moment, but a message that came up to the last revision read is in the second: an end never
   * tells of a revision and not of the messages up to it.
   */
  private async from(
    field: "seq" | "revision",
    floors: readonly Floor[],
  ): Promise<Map<string, TailEntry[]>> {
    const logs = new Map<string, TailEntry[]>(floors.map(({ _id }) => [_id.toHexString(), []]));
    const found = await this.raw
      .find(rangesOf(field, floors), { projection: TAIL_FIELDS })
      .sort({ [field]: 1 })
      .toArray();
    for (const entry of found) logs.get(entry.conversationId.toHexString())?.push(entry);
    return logs;
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}

function endOf(
  floor: Floor,
  bySeq: readonly TailEntry[] = [],
  byRevision: readonly TailEntry[] = [],
): LogEnd {
  const { _id: conversationId, lastSeq, createdAt } = floor;
  const seen = new Set(bySeq.map(({ seq }) => seq));
  const entries = [...bySeq, ...byRevision.filter(({ seq }) => !seen.has(seq))];
  entries.sort((a, b) => a.seq - b.seq);
  const last = entries.at(-1);
  const revision = byRevision.at(-1)?.revision ?? 0;
  const position = { seq: last?.seq ?? 0, ordinal: last?.ordinal ?? 0, revision };
  const tail = entries.filter(({ seq }) => seq > lastSeq);
  const deleted = byRevision.filter((one) => one.deletedAt && one.revision > floor.revision);
  const newest = { lastMessageAt: last?.createdAt ?? createdAt, lastId: last?._id ?? null };
  return { conversationId, createdAt, ...newest, ...position, tail, deleted };
}

/** From the floor on: it is near the end, so that the range is short. */
function rangesOf(field: "seq" | "revision", floors: readonly Floor[]): object {
  const arms = floors.map(({ _id, lastSeq, revision }) => ({
    conversationId: _id,
    [field]: { $gte: field === "seq" ? lastSeq : revision },
  }));
  const [only] = arms;
  return arms.length === 1 && only ? only : { $or: arms };
}
