import type { Types } from "mongoose";
import type { OnFault } from "../../platform/core/fault.js";
import type { Position } from "../../chat/log/position.js";
import { EntryRing } from "./entry-ring.js";
import type { LogEntry } from "./log-entry.js";
import { HoleInLog, readWhole } from "./log-reader.js";
import { inOrder, type FollowedHead, type LogOrder, type LogOrders } from "./log-order.js";

const PAGE = 200;
/** A bare stretch is crossed in growing steps, which a dense one behind it must not make too long. */
const MAX_STEP = 4_000;

export interface TailDependencies {
  readonly orders: LogOrders;
  /** Where the log ends now: asked where a hint names what the log does not have. */
  readonly revision: (id: Types.ObjectId) => Promise<number>;
  readonly onFault: OnFault;
  /** Told of each move, before whoever reads the tail sees it. */
  readonly onMoved: (tail: LogTail) => void;
}

export interface Page {
  readonly entries: readonly LogEntry[];
  /** How far this goes: beyond the last entry where nothing follows it. */
  readonly reached: number;
}

/** Where the last one began, and what came. */
interface Move {
  readonly before: Position;
  readonly entries: readonly LogEntry[];
}

/**
 * The end of one log on this node. It moves forward by reading the log, whatever hints say or fail
 * to say, and keeps the newest entries for those who are a little behind.
 */
export class LogTail {
  /** Made by the first move, as most logs that are followed rest: nothing is kept for them. */
  private ring: EntryRing | null = null;
  private reading: Promise<void> | null = null;
  private wanted = 0;
  /** What could not be read when it was wanted last. */
  private unread = 0;
  private current: Position;
  private latest: Move | null = null;
  /** Of those of whom the log said something that their row may lack. */
  private said: ReadonlyMap<string, number>;
  /** When it last moved: the heads of quiet conversations are compared less often. */
  movedAt = -Infinity;

  constructor(
    readonly id: Types.ObjectId,
    private readonly deps: TailDependencies,
    { seq, revision, lastAbout }: FollowedHead,
  ) {
    this.current = { seq, revision };
    this.said = lastAbout;
  }

  /**
   * The last entry up to the head about somebody's membership, or 0 where every row has it. Rights
   * that were read from a row without it are not good for what follows.
   */
  lastAbout(userId: string): number {
    return this.said.get(userId) ?? 0;
  }

  /** How many entries are known to be there and not read yet. */
  get behind(): number {
    return Math.max(0, Math.max(this.wanted, this.unread) - this.current.revision);
  }

  get head(): Position {
    return this.current;
  }

  /** The log goes up to `revision`. Never rejects: the next call or head check repeats it. */
  advance(revision: number): Promise<void> {
    this.wanted = Math.max(this.wanted, revision);
    if (this.wanted <= this.current.revision) return Promise.resolve();
    this.reading ??= this.read().finally(() => {
      this.reading = null;
      // Somebody may have asked for more while the last page was handed round.
      if (this.wanted > this.current.revision) void this.advance(this.wanted);
    });
    return this.reading;
  }

  /** Reads on to where the log ends now. Never rejects: whoever asked asks again. */
  async refresh(): Promise<void> {
    try {
      await this.advance(await this.deps.revision(this.id));
    } catch (error) {
      this.deps.onFault("a log cannot be read", error, { conversationId: this.id.toHexString() });
    }
  }

  /** All that follows a position, from memory; null where the log must be asked. */
  recent(order: LogOrder, position: number): LogEntry[] | null {
    const { ring, latest } = this;
    if (!ring || !latest) return position < order.positionOf(this.current) ? null : [];
    if (position >= order.positionOf(latest.before))
      return inOrder(order, latest.entries, position);
    if (position < order.positionOf(ring.floor)) return null;
    return inOrder(order, ring.entries, position);
  }

  /** What follows a position, not beyond the head: from memory, or else from the log. */
  async after(order: LogOrder, position: number, limit: number): Promise<Page> {
    const head = order.positionOf(this.current);
    const newer = this.recent(order, position);
    if (newer) {
      const entries = newer.slice(0, limit);
      const last = entries.at(-1);
      const isCut = last && entries.length < newer.length;
      return { entries, reached: isCut ? order.positionOf(last) : head };
    }
    for (let from = position, step = limit; ; step = Math.min(step * 2, MAX_STEP)) {
      const reached = Math.min(from + step, head);
      const entries = await order.read(this.id, from + 1, reached);
      if (entries.length > 0 || reached >= head) return { entries, reached };
      from = reached;
    }
  }

  private async read(): Promise<void> {
    const { id, deps } = this;
    try {
      while (this.wanted > this.current.revision) {
        const { seq, revision } = this.current;
        const to = Math.min(revision + PAGE, this.wanted);
        const entries = await readWhole(deps.orders.revision, { id, seq, from: revision + 1, to });
        const reached = entries.at(-1)?.revision ?? 0;
        // An entry that moved on leaves a bare place; so does one that never was.
        if (reached < to && !(await this.reaches(to))) continue;
        this.take(entries, Math.max(to, reached));
      }
    } catch (error) {
      // The next hint or head check tries again.
      this.unread = this.wanted;
      this.wanted = this.current.revision;
      const isHole = error instanceof HoleInLog;
      const kind = isHole ? "a message is missing in a log" : "a log cannot be read";
      deps.onFault(kind, error, { conversationId: id.toHexString() });
    }
  }

  /** Whether the log goes so far; what is wanted beyond its end is not wanted any more. */
  private async reaches(revision: number): Promise<boolean> {
    const end = await this.deps.revision(this.id);
    if (end >= revision) return true;
    this.wanted = end;
    const error = new Error(`revision ${revision} of ${end}`);
    this.deps.onFault("a hint is ahead of its log", error, {
      conversationId: this.id.toHexString(),
    });
    return false;
  }

  private take(entries: readonly LogEntry[], revision: number): void {
    const before = this.current;
    this.ring ??= new EntryRing(before);
    this.ring.take(entries);
    for (const { seq, subjectIds } of entries)
      for (const id of subjectIds ?? []) this.hear(id.toHexString(), seq);
    this.current = { seq: Math.max(before.seq, ...entries.map(({ seq }) => seq)), revision };
    this.latest = { before, entries };
    this.movedAt = performance.now();
    this.deps.onMoved(this);
  }

  private hear(userId: string, seq: number): void {
    this.said = new Map(this.said).set(userId, Math.max(seq, this.lastAbout(userId)));
  }
}
