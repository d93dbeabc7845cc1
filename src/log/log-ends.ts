import type { Collection, Model, Types } from "mongoose";
import type { Conversation } from "../conversations/conversation.model.js";
import type { Message } from "../messages/message.model.js";
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
>;

/** The end of a log, with the entries that may not have reached the rows that are derived from it. */
export interface LogEnd extends Head {
  readonly conversationId: Types.ObjectId;
  readonly createdAt: Date;
  readonly lastMessageAt: Date;
  /** Of the newest message; null in an empty log. */
  readonly lastId: Types.ObjectId | null;
  readonly tail: readonly TailEntry[];
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
} as const;

type Floor = Pick<Conversation, "_id" | "lastSeq" | "revision" | "createdAt">;

/** Reads the true end of logs, of any number of conversations in three commands. */
export class LogEnds {
  constructor(
    private readonly messages: Model<Message>,
    private readonly conversations: Model<Conversation>,
  ) {}

  async one(conversationId: Types.ObjectId): Promise<LogEnd> {
    const [end] = await this.many([conversationId]);
    return end ?? endOf({ _id: conversationId, lastSeq: 0, revision: 0, createdAt: new Date(0) });
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
      this.raw.find(from("seq", floors), { projection: TAIL_FIELDS }).sort({ seq: 1 }).toArray(),
      this.raw
        .find(from("revision", floors), { projection: { conversationId: 1, revision: 1 } })
        .sort({ revision: 1 })
        .toArray(),
    ]);
    const tails = new Map<string, TailEntry[]>(floors.map(({ _id }) => [_id.toHexString(), []]));
    for (const entry of bySeq) tails.get(keyOf(entry))?.push(entry);
    const revisions = new Map(byRevision.map((entry) => [keyOf(entry), entry.revision]));
    return floors.map((floor) => {
      const id = floor._id.toHexString();
      return endOf(floor, tails.get(id), revisions.get(id));
    });
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}

function endOf(floor: Floor, fromFloor: readonly TailEntry[] = [], revision = 0): LogEnd {
  const last = fromFloor.at(-1);
  const { _id: conversationId, lastSeq, createdAt } = floor;
  const position = { seq: last?.seq ?? 0, ordinal: last?.ordinal ?? 0, revision };
  const tail = fromFloor.filter(({ seq }) => seq > lastSeq);
  const newest = { lastMessageAt: last?.createdAt ?? createdAt, lastId: last?._id ?? null };
  return { conversationId, createdAt, ...newest, ...position, tail };
}

/** From the floor on: it is near the end, so that the range is short. */
function from(field: "seq" | "revision", floors: readonly Floor[]): object {
  const arms = floors.map(({ _id, lastSeq, revision }) => ({
    conversationId: _id,
    [field]: { $gte: field === "seq" ? lastSeq : revision },
  }));
  const [only] = arms;
  return arms.length === 1 && only ? only : { $or: arms };
}

function keyOf({ conversationId }: { readonly conversationId: Types.ObjectId }): string {
  return conversationId.toHexString();
}
