import mongoose from "mongoose";

const BATCH = 5_000;

export interface Filling {
  readonly mongoUri: string;
  readonly conversationId: string;
  readonly senderId: string;
  /** How many messages the log has afterwards; it is empty before. */
  readonly count: number;
}

/**
 * A long history written straight into the database, as the log would have written it. Resolves to
 * the id of the message in the middle.
 */
export async function fillLog(filling: Filling): Promise<string> {
  const { mongoUri, count } = filling;
  const connection = await mongoose.createConnection(mongoUri).asPromise();
  const conversationId = new mongoose.Types.ObjectId(filling.conversationId);
  const senderId = new mongoose.Types.ObjectId(filling.senderId);
  const middle = { seq: Math.ceil(count / 2), id: new mongoose.Types.ObjectId() };
  for (let from = 1; from <= count; from += BATCH) {
    const length = Math.min(BATCH, count - from + 1);
    const batch = Array.from({ length }, (_, at) => ({
      _id: from + at === middle.seq ? middle.id : new mongoose.Types.ObjectId(),
      conversationId,
      seq: from + at,
      revision: from + at,
      createdRevision: from + at,
      revisions: [from + at],
      change: "CREATED",
      ordinal: from + at,
      kind: "USER",
      senderId,
      clientMessageId: `${filling.conversationId}:${from + at}`,
      body: `message ${from + at} `.padEnd(120, "."),
      createdAt: new Date(),
    }));
    await connection.collection("messages").insertMany(batch);
  }
  await connection
    .collection("conversations")
    .updateOne({ _id: conversationId }, { $set: { lastSeq: count, revision: count } });
  await connection.close();
  return middle.id.toHexString();
}
