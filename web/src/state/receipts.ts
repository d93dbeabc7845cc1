import type { Receipt } from "./conversation.js";
import { withEntry } from "./observable.js";

/** How far the members of a conversation have read and received, by user. */
export type Receipts = ReadonlyMap<
  string,
  { readonly readSeq: number; readonly deliveredSeq: number }
>;

/** By conversation. */
export type AllReceipts = ReadonlyMap<string, Receipts>;

const NOTHING: Receipts = new Map();

/** Positions never go back, and what is read has arrived. */
export function withAdvance(
  all: AllReceipts,
  { conversationId, userId, readSeq, deliveredSeq }: Receipt,
): AllReceipts {
  const members = all.get(conversationId) ?? NOTHING;
  const known = members.get(userId) ?? { readSeq: 0, deliveredSeq: 0 };
  const next = {
    readSeq: Math.max(known.readSeq, readSeq),
    deliveredSeq: Math.max(known.deliveredSeq, deliveredSeq, readSeq),
  };
  return withEntry(all, conversationId, withEntry(members, userId, next));
}
