import { isAbout, type LogEntry } from "./log-entry.js";
import type { LogOrder } from "./log-order.js";
import type { LogTail } from "./log-tail.js";
import type { Memberships, Stay } from "./memberships.js";

/** Who reads what. */
export interface Reading {
  readonly userId: string;
  readonly tail: LogTail;
  readonly order: LogOrder;
  readonly memberships: Memberships;
}

/** What somebody may read: up to which position of one stay. */
export interface Rights {
  /** They were read after the log was known up to here. */
  readonly asOf: number;
  readonly stay: Stay;
  readonly last: number;
  /** Whether nothing follows that stay. */
  readonly isOver: boolean;
}

/** Null: there never was a membership. Rejects where a row lacks what the log says of its owner. */
export async function readRights(
  reading: Reading,
  before: Stay,
  position: number,
): Promise<Rights | null> {
  const { userId, tail, memberships, order } = reading;
  const said = tail.lastAbout(userId);
  const asOf = tail.head.revision;
  const now = await memberships.find(userId, tail.id.toHexString());
  if (!now) return null;
  if (now.appliedSeq < said) throw new Error("a row lacks what the log says of its owner");
  const stay = await stayAt(reading, { before, now, position });
  return {
    asOf,
    stay,
    last: stay.leftAt ? order.leftAt(stay) : Infinity,
    isOver: stay.joinedSeq === now.joinedSeq && now.leftAt !== null,
  };
}

/** Where the reader was taken back, what is left of the stay before comes first. */
async function stayAt(
  { order, memberships }: Reading,
  {
    before,
    now,
    position,
  }: { readonly before: Stay; readonly now: Stay; readonly position: number },
): Promise<Stay> {
  if (now.joinedSeq === before.joinedSeq) return now;
  const stay = before.leftAt ? before : await memberships.ended(before, now);
  return stay && position < order.leftAt(stay) ? stay : now;
}

/** What of a batch is somebody's to read, and how far that takes them. */
export interface Portion {
  readonly entries: readonly LogEntry[];
  readonly reached: number;
}

/**
 * It ends where the log changes the reader's rights, which are then read again: they may have left
 * by it. What came before that and was changed since is withheld, and still has its place.
 */
export async function portionOf(
  batch: Portion & { readonly from: number },
  { asOf, stay, last }: Rights,
  reading: Reading & {
    readonly again: () => Promise<Rights | null>;
    readonly isNew: (entry: LogEntry) => boolean;
  },
): Promise<Portion> {
  const { userId, order, again } = reading;
  const known = batch.entries.filter((entry) => order.positionOf(entry) <= last);
  const change = known.findIndex((entry) => isAbout(entry, userId));
  const cut = known[change];
  const isCut = cut !== undefined && change + 1 < batch.entries.length;
  const reached = Math.min(isCut ? order.positionOf(cut) : batch.reached, last);
  const own = known
    .slice(0, cut ? change + 1 : undefined)
    .filter(({ seq }) => seq >= stay.firstSeq);
  // By number, an entry is read in its latest state, which may be younger than the rights.
  const isYounger = order.name === "seq" && own.some(({ revision }) => revision > asOf);
  const now = cut || isYounger ? (await again())?.stay : stay;
  if (!now?.leftAt) return { entries: own, reached };
  const end = now.leftRevision ?? 0;
  const { memberships, isNew } = reading;
  const asLeft = (one: LogEntry): LogEntry => memberships.withheld(one, now);
  if (order.name === "seq")
    return { entries: own.map((one) => (one.revision > end ? asLeft(one) : one)), reached };
  // What the reader has stays as they have it.
  const changed = await memberships.changedSince(now, batch.from, Math.min(reached, end));
  // It may have been changed between the two readings.
  const read = new Set(own.map(({ seq }) => seq));
  const missing = changed.filter(
    (one) => isNew(one) && !read.has(one.seq) && one.seq >= now.firstSeq,
  );
  const entries = [...own, ...missing.map(asLeft)];
  return { entries: entries.sort((a, b) => a.revision - b.revision), reached };
}
