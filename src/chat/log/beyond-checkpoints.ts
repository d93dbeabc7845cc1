import type { Conversation } from "../membership/conversation.model.js";
import type { Message } from "./message.model.js";

/** What of a message is needed to know the end of its log and who is in the conversation. */
export type PendingEntry = Pick<
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

export const PENDING_FIELDS = {
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

/** What a row says of how far it has the log. */
export type EndCheckpoint = Pick<Conversation, "_id" | "lastSeq" | "revision">;

export function byConversation(entries: readonly PendingEntry[]): Map<string, PendingEntry[]> {
  const logs = new Map<string, PendingEntry[]>();
  for (const entry of entries) {
    const id = entry.conversationId.toHexString();
    const known = logs.get(id);
    if (known) known.push(entry);
    else logs.set(id, [entry]);
  }
  return logs;
}

/** From the checkpoint on: it is near the end, so that the range is short. */
export function rangesOf(
  field: "seq" | "revision",
  from: "$gt" | "$gte",
  checkpoints: readonly EndCheckpoint[],
): object {
  const arms = checkpoints.map(({ _id, lastSeq, revision }) => ({
    conversationId: _id,
    [field]: { [from]: field === "seq" ? lastSeq : revision },
  }));
  const [only] = arms;
  return arms.length === 1 && only ? only : { $or: arms };
}
