import { LRUCache } from "lru-cache";
import { Batch } from "./batch.js";
import type { LogEntry } from "./log-entry.js";
import type { LogOrder } from "./log-order.js";
import type { LogTail } from "./log-tail.js";
import type { Reached } from "./parked.js";

/** What is read at once; what is live goes out in smaller ones, as more would hold the event loop. */
const PAGE = 100;
const MAX_LIVE = 64;
const MAX_CHARS = 16_000_000;
/** Frames also hold what is not in the log: names, links that expire, who has read. */
const KEEP_MS = 1_000;
const MAX_LOGS = 256;

interface Place {
  readonly tail: LogTail;
  readonly order: LogOrder;
  readonly from: number;
}

/** What comes after the places at which somebody was parked, as long as the log does not move. */
interface Live {
  readonly revision: number;
  readonly byPlace: Map<string, Batch>;
}

/**
 * Those who are at the same place read and encode what follows once: as when a restart makes all
 * come back at the same position. Batches end at the same places whoever reads, so that readers who
 * begin at different ones come together. One counts only while its log stays as it was, and for a moment.
 */
export class Batches {
  private readonly kept: LRUCache<string, Batch>;
  private readonly reading = new Map<string, Promise<Batch>>();
  /** By the id of the log. */
  private readonly live = new Map<string, Live>();

  /** `charsOf`: about how much memory an entry takes. */
  constructor(charsOf: (entry: LogEntry) => number) {
    const sizeCalculation = ({ entries }: Batch): number =>
      entries.reduce((sum, entry) => sum + charsOf(entry), 1);
    this.kept = new LRUCache({ ttl: KEEP_MS, maxSize: MAX_CHARS, sizeCalculation });
  }

  /**
   * What follows a position, in the same turn; null where it is not in memory any more. `seq`: every
   * entry up to there is known to whoever is at that position.
   */
  next(tail: LogTail, order: LogOrder, { reached: from, seq }: Reached): Batch | null {
    const known = this.known(tail, order, from);
    if (known) return known;
    const newer = tail.recent(order, from);
    if (!newer) return null;
    const entries = newer.slice(0, wholeLength(newer, seq));
    const last = entries.at(-1);
    const isCut = last !== undefined && entries.length < newer.length;
    const end = isCut ? Math.max(seq, ...entries.map((one) => one.seq)) : tail.head.seq;
    const batch = new Batch(entries, order.positionOf(isCut ? last : tail.head), end);
    this.liveOf(tail).byPlace.set(`${order.name} ${from}`, batch);
    return batch;
  }

  /** The same from the log. Rejects while that cannot be read. */
  async read(tail: LogTail, order: LogOrder, from: number): Promise<Batch> {
    const known = this.known(tail, order, from);
    if (known) return known;
    const key = `${tail.id.toHexString()} ${tail.head.revision} ${order.name} ${from}`;
    return this.kept.get(key) ?? this.reading.get(key) ?? this.load(key, { tail, order, from });
  }

  private known(tail: LogTail, order: LogOrder, from: number): Batch | null {
    const live = this.live.get(tail.id.toHexString());
    if (live?.revision !== tail.head.revision) return null;
    const batch = live.byPlace.get(`${order.name} ${from}`);
    return batch && performance.now() - batch.madeAt < KEEP_MS ? batch : null;
  }

  private load(key: string, { tail, order, from }: Place): Promise<Batch> {
    const reading = tail
      .after(order, from, PAGE - (from % PAGE))
      .then(({ entries, reached }) => {
        const batch = new Batch(entries, reached, 0);
        this.kept.set(key, batch);
        return batch;
      })
      .finally(() => this.reading.delete(key));
    this.reading.set(key, reading);
    return reading;
  }

  private liveOf({ id, head: { revision } }: LogTail): Live {
    const name = id.toHexString();
    const known = this.live.get(name);
    if (known?.revision === revision) return known;
    const made: Live = { revision, byPlace: new Map() };
    // The newest come last: so many at most are kept.
    this.live.delete(name);
    const [oldest] = this.live.keys();
    if (oldest && this.live.size >= MAX_LOGS) this.live.delete(oldest);
    this.live.set(name, made);
    return made;
  }
}

/** Where some of the first entries end, so that none is missing among the new ones of them. */
function wholeLength(entries: readonly LogEntry[], known: number): number {
  let [news, last] = [0, known];
  for (const [at, { seq }] of entries.entries()) {
    if (seq > known) news += 1;
    last = Math.max(last, seq);
    if (at + 1 >= MAX_LIVE && last - known === news) return at + 1;
  }
  return entries.length;
}
