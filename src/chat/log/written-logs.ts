import { Types, type Model } from "mongoose";
import type { Message } from "./message.model.js";

/** Each conversation once in which such a message stands. */
async function logsOf(messages: Model<Message>, filter: object): Promise<Types.ObjectId[]> {
  const found = await messages.collection
    .aggregate<{ _id: Types.ObjectId }>([
      { $match: filter },
      { $group: { _id: "$conversationId" } },
    ])
    .toArray();
  return found.map(({ _id }) => _id);
}

/**
 * In which conversations something was written or changed in that time, by the messages themselves: the
 * rows of conversations come later. Ids tell seconds, and a little less than what they are of.
 */
export async function writtenLogs(
  messages: Model<Message>,
  from: Date,
  to?: Date,
): Promise<Types.ObjectId[]> {
  const idOf = (at: Date): Types.ObjectId =>
    Types.ObjectId.createFromTime(Math.floor(at.getTime() / 1_000));
  const written = { _id: { $gte: idOf(from), ...(to && { $lte: idOf(to) }) } };
  const changed = { changedAt: { $gte: from, ...(to && { $lte: to }) } };
  const found = [...(await logsOf(messages, written)), ...(await logsOf(messages, changed))];
  return [...new Map(found.map((id) => [id.toHexString(), id])).values()];
}
