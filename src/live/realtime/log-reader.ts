import type { Types } from "mongoose";
import type { LogEntry } from "./log-entry.js";
import type { LogOrder } from "./log-order.js";

const PAGE = 200;

/** The log lacks what must be in it. */
export class HoleInLog extends Error {}

export interface Stretch {
  readonly id: Types.ObjectId;
  /** What is known already: up to that number nothing is missing. */
  readonly seq: number;
  readonly from: number;
  readonly to: number;
}

/**
 * A stretch of changes, with what was new in it and has been changed since: that stands behind the
 * stretch, and is read as well with all up to it. Those who follow new entries would otherwise be
 * led past it.
 */
export async function readWhole(
  order: LogOrder,
  { id, seq, from, to }: Stretch,
): Promise<readonly LogEntry[]> {
  let entries: readonly LogEntry[] = await order.read(id, from, to);
  for (let reached = to; hasHole(entries, seq);) {
    const more = await order.read(id, reached + 1, reached + PAGE);
    const last = more.at(-1);
    if (!last) throw new HoleInLog(`after ${seq}`);
    const again = new Set(more.map(({ _id }) => _id.toHexString()));
    entries = [...entries.filter(({ _id }) => !again.has(_id.toHexString())), ...more];
    reached = last.revision;
  }
  return entries;
}

/** Entries come without a hole, so one between those that came is elsewhere. */
function hasHole(entries: readonly LogEntry[], known: number): boolean {
  const news = entries.filter(({ seq }) => seq > known).map(({ seq }) => seq);
  return Math.max(known, ...news) - known > news.length;
}
