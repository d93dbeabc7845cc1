import type { Collection, Model, mongo, Types } from "mongoose";
import type { Conversation } from "../conversations/conversation.model.js";
import type { Message } from "./message.model.js";

/** The end of a conversation's log. All zero where nothing was written yet. */
export interface Head {
  readonly seq: number;
  readonly revision: number;
  readonly ordinal: number;
}

/** An insert that a unique index stopped: everything before `index` is stored. */
export interface Clash {
  readonly index: number;
  readonly on: "position" | "clientMessageId";
}

const DUPLICATE_KEY = 11_000;
/** A majority where there is a replica set, and on disk. */
const DURABLE = { w: "majority", j: true } as const;

interface InsertReply {
  readonly writeErrors?: readonly {
    index: number;
    code: number;
    keyPattern?: object;
    errmsg: string;
  }[];
  readonly writeConcernError?: { readonly errmsg: string };
}

/** The database commands of the log. Every read is a range with both ends, so its cost is flat. */
export class LogStore {
  constructor(
    private readonly messages: Model<Message>,
    private readonly conversations: Model<Conversation>,
  ) {}

  /** One durable, ordered write. Null: all are stored. Rejects when the outcome is not known. */
  async insert(entries: readonly Message[]): Promise<Clash | null> {
    // The driver's insertMany hides which index was hit, so the command is sent as it is.
    const reply = (await this.messages.db.db?.command({
      insert: this.messages.collection.collectionName,
      documents: entries as Message[],
      ordered: true,
      writeConcern: DURABLE,
    })) as InsertReply;
    if (reply.writeConcernError) throw new Error(reply.writeConcernError.errmsg);
    const [error] = reply.writeErrors ?? [];
    if (!error) return null;
    if (error.code !== DUPLICATE_KEY) throw new Error(error.errmsg);
    const on = "clientMessageId" in (error.keyPattern ?? {}) ? "clientMessageId" : "position";
    return { index: error.index, on };
  }

  async head(conversationId: Types.ObjectId): Promise<Head> {
    const floor = await this.conversations
      .findById(conversationId)
      .select("lastSeq revision")
      .lean();
    const { lastSeq = 0, revision = 0 } = floor ?? {};
    const [bySeq, byRevision] = await Promise.all([
      this.raw.find({ conversationId, seq: { $gte: lastSeq } }, last("seq")).next(),
      this.raw.find({ conversationId, revision: { $gte: revision } }, last("revision")).next(),
    ]);
    return {
      seq: bySeq?.seq ?? 0,
      ordinal: bySeq?.ordinal ?? 0,
      revision: byRevision?.revision ?? 0,
    };
  }

  /** Raises the cached heads; a cache that lags is found and passed by whoever reads it. */
  async remember(heads: ReadonlyMap<Types.ObjectId, Head & { at: Date }>): Promise<void> {
    const updates = [...heads].map(([_id, { seq, revision, at }]) => ({
      updateOne: {
        filter: { _id },
        update: { $max: { lastSeq: seq, revision, lastMessageAt: at } },
      },
    }));
    await this.conversations.bulkWrite(updates, { ordered: false });
  }

  /** Both ends inclusive, ascending. */
  async range(conversationId: Types.ObjectId, from: number, to: number): Promise<Message[]> {
    if (to < from) return [];
    const filter = { conversationId, seq: { $gte: from, $lte: to } };
    return this.raw.find(filter).sort({ seq: 1 }).toArray();
  }

  async byId(ids: readonly Types.ObjectId[]): Promise<Message[]> {
    return this.raw.find({ _id: { $in: [...ids] } }).toArray();
  }

  async byClientId(senderId: Types.ObjectId, clientMessageId: string): Promise<Message | null> {
    return this.raw.findOne({ senderId, clientMessageId });
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}

function last(field: "seq" | "revision"): mongo.FindOptions {
  return { sort: { [field]: -1 }, limit: 1, projection: { seq: 1, revision: 1, ordinal: 1 } };
}
