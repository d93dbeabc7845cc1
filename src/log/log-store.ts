import type { Collection, Model, mongo, Types } from "mongoose";
import type { Message } from "../messages/message.model.js";

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

export const DUPLICATE_KEY = 11_000;
/** A majority where there is a replica set, and on disk. */
const DURABLE = { w: "majority", j: true } as const;
/** The list of all revisions is for the index alone. */
const VISIBLE: mongo.FindOptions = { projection: { revisions: 0 } };

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
  constructor(private readonly messages: Model<Message>) {}

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

  /**
   * Replaces one state of a message by the next, at `next.revision`. "moved": it is no longer in
   * the state that was read. "clash": that revision is taken. Rejects when the outcome is not known.
   */
  async change(
    { _id, revision }: Message,
    next: Partial<Message> & Pick<Message, "revision">,
  ): Promise<"done" | "moved" | "clash"> {
    try {
      const { modifiedCount } = await this.raw.updateOne(
        { _id, revision },
        { $set: next, $push: { revisions: next.revision } },
        { writeConcern: DURABLE },
      );
      return modifiedCount === 1 ? "done" : "moved";
    } catch (error) {
      if ((error as { code?: unknown }).code === DUPLICATE_KEY) return "clash";
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
    return this.raw.find(filter).sort({ revision: 1 }).toArray();
  }

  async byId(ids: readonly Types.ObjectId[]): Promise<Message[]> {
    return this.raw.find({ _id: { $in: [...ids] } }, VISIBLE).toArray();
  }

  async byClientId(senderId: Types.ObjectId, clientMessageId: string): Promise<Message | null> {
    return this.raw.findOne({ senderId, clientMessageId }, VISIBLE);
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}
