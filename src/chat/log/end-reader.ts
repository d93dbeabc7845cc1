import type { Collection, Model, Types } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import {
  byConversation,
  PENDING_FIELDS,
  rangesOf,
  type EndCheckpoint,
  type PendingEntry,
} from "./beyond-checkpoints.js";
import type { LogHead } from "./log-heads.js";
import type { Message } from "./message.model.js";

/** More in one command cost the database more than they save. */
const LOGS_A_COMMAND = 200;

/** Where a log ends, and what of it may not be in the rows yet. */
export type LogEnd = Pick<LogHead, "conversationId" | "seq" | "revision" | "pending" | "deleted">;

/** Reads where logs end, and nothing else of them: what following them takes. */
export class EndReader {
  private readonly messages: Collection<Message>;
  private readonly conversations: Collection<EndCheckpoint>;

  constructor(messages: Model<Message>, conversations: Model<Conversation>) {
    this.messages = messages.collection as unknown as Collection<Message>;
    this.conversations = conversations.collection as unknown as Collection<EndCheckpoint>;
  }

  /**
   * Where those of conversations that exist end, in any order: all that following them takes. What
   * is beyond the checkpoint in number is so in revision, so that one reading tells, and that reads
   * nothing where nothing was written since.
   */
  async of(conversationIds: readonly Types.ObjectId[]): Promise<LogEnd[]> {
    const all: LogEnd[] = [];
    for (let at = 0; at < conversationIds.length; at += LOGS_A_COMMAND)
      all.push(...(await this.some(conversationIds.slice(at, at + LOGS_A_COMMAND))));
    return all;
  }

  private async some(ids: readonly Types.ObjectId[]): Promise<LogEnd[]> {
    const checkpoints = await this.conversations
      .find(
        { _id: { $in: [...ids] } },
        { projection: { lastSeq: 1, revision: 1 }, batchSize: ids.length + 1 },
      )
      .toArray();
    if (checkpoints.length === 0) return [];
    const beyond = rangesOf("revision", "$gt", checkpoints);
    const found = await this.messages
      .find(beyond, { projection: PENDING_FIELDS })
      .sort({ revision: 1 })
      .toArray();
    const byLog = byConversation(found);
    return checkpoints.map((one) => endOf(one, byLog.get(one._id.toHexString())));
  }
}

function endOf(
  { _id: conversationId, lastSeq, revision }: EndCheckpoint,
  beyond: readonly PendingEntry[] = [],
): LogEnd {
  // One that changed while it was read came twice: the later one counts.
  const latest = new Map(beyond.map((entry) => [entry.seq, entry]));
  const entries = [...latest.values()].sort((a, b) => a.seq - b.seq);
  return {
    conversationId,
    seq: Math.max(lastSeq, ...entries.map(({ seq }) => seq)),
    revision: beyond.at(-1)?.revision ?? revision,
    pending: entries.filter(({ seq }) => seq > lastSeq),
    deleted: beyond.filter(({ deletedAt }) => deletedAt),
  };
}
