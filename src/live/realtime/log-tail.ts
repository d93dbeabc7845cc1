import type { Types } from "mongoose";
import type { Message } from "../../chat/log/message.model.js";
import type { OnFault } from "../../platform/core/fault.js";
import type { Position } from "../../chat/log/position.js";
import { EntryRing } from "./entry-ring.js";
import type { FollowedHead, LogOrder, LogOrders } from "./log-order.js";

const PAGE = 200;
/** A bare stretch is crossed in growing steps, which a dense one behind it must not make too long. */
const MAX_STEP = 4_000;

/** Told of new entries in the order of the log, before whoever reads the tail sees them. */
export type TailListener = (entries: readonly Message[], before: Position) => void;

export interface TailDependencies {
  readonly orders: LogOrders;
  /** Where the log ends now: asked where a hint names what the log does not have. */
  readonly revision: () => Promise<number>;
  readonly onFault: OnFault;
}

/** The log lacks what must be in it. */
class HoleInLog extends Error {}

export interface Page {
  readonly entries: readonly Message[];
  /** How far this goes: beyond the last entry where nothing follows it. */
  readonly reached: number;
}

/**
 * The end of one conversation's log on this node. It moves forward by reading the log, whatever
 * hints say or fail to say, and keeps the newest entries for those who are a little behind.
 */
export class LogTail {
  private readonly ring: EntryRing;
  private reading: Promise<void> | null = null;
  private wanted = 0;
  /** What could not be read when it was wanted last. */
  private unread = 0;
  private current: Position;
  /** Of those of whom the log said something that their row may lack. */
  private readonly said: Map<string, number>;
  readonly listeners = new Set<TailListener>();
  /** When it last moved: the heads of quiet conversations are compared less often. */
  movedAt = performance.now();

  constructor(
    readonly id: Types.ObjectId,
    private readonly deps: TailDependencies,
    { seq, revision, lastAbout }: FollowedHead,
  ) {
    this.current = { seq, revision };
    this.ring = new EntryRing(this.current);
    this.said = new Map(lastAbout);
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

  /** Reads on to where the log ends now. */
  async refresh(): Promise<void> {
    await this.advance(await this.deps.revision());
  }

  /** What follows a position, not beyond the head: from memory, or else from the log. */
  async after(order: LogOrder, position: number, limit: number): Promise<Page> {
    const head = order.positionOf(this.current);
    if (position >= order.positionOf(this.ring.floor)) {
      const newer = this.inOrder(order, this.ring.entries, position);
      const entries = newer.slice(0, limit);
      const last = entries.at(-1);
      return {
        entries,
        reached: last && entries.length < newer.length ? order.positionOf(last) : head,
      };
    }
    for (let from = position, step = limit; ; step = Math.min(step * 2, MAX_STEP)) {
      const reached = Math.min(from + step, head);
      const entries = await order.read(this.id, from + 1, reached);
      if (entries.length > 0 || reached >= head) return { entries, reached };
      from = reached;
    }
  }

  /** Those of `entries` that come after a position of the order, in its order. */
  inOrder(order: LogOrder, entries: readonly Message[], position: number): Message[] {
    const newer = entries.filter((entry) => order.positionOf(entry) > position);
    return newer.sort((a, b) => order.positionOf(a) - order.positionOf(b));
  }

  private async read(): Promise<void> {
    try {
      while (this.wanted > this.current.revision) {
        const from = this.current.revision;
        const to = Math.min(from + PAGE, this.wanted);
        const entries = await this.deps.orders.revision.read(this.id, from + 1, to);
        await this.addMoved(entries, to);
        const reached = entries.at(-1)?.revision ?? 0;
        // A message that moved on leaves a bare place; so does one that never was.
        if (reached < to && !(await this.reaches(to))) continue;
        this.take(entries, Math.max(to, reached));
      }
    } catch (error) {
      // The next hint or head check tries again.
      this.unread = this.wanted;
      this.wanted = this.current.revision;
      const isHole = error instanceof HoleInLog;
      const kind = isHole ? "a message is missing in a log" : "a log cannot be read";
      this.deps.onFault(kind, error, { conversationId: this.id.toHexString() });
    }
  }

  /** Whether the log goes so far; what is wanted beyond its end is not wanted any more. */
  private async reaches(revision: number): Promise<boolean> {
    const end = await this.deps.revision();
    if (end >= revision) return true;
    this.wanted = end;
    const error = new Error(`revision ${revision} of ${end}`);
    this.deps.onFault("a hint is ahead of its log", error, {
      conversationId: this.id.toHexString(),
    });
    return false;
  }

  /**
   * A message that was changed since it came stands behind `to`. It is read as well, with all up to
   * it: those who follow new messages would otherwise be led past it.
   */
  private async addMoved(entries: Message[], to: number): Promise<void> {
    for (let reached = to; this.hasHole(entries);) {
      const more = await this.deps.orders.revision.read(this.id, reached + 1, reached + PAGE);
      const last = more.at(-1);
      if (!last) throw new HoleInLog(`after ${this.current.seq}`);
      const again = new Set(more.map(({ _id }) => _id.toHexString()));
      const kept = entries.filter(({ _id }) => !again.has(_id.toHexString()));
      entries.splice(0, entries.length, ...kept, ...more);
      reached = last.revision;
    }
  }

  /** Messages come without a hole, so one between those that came is elsewhere. */
  private hasHole(entries: readonly Message[]): boolean {
    const news = entries.filter(({ seq }) => seq > this.current.seq).map(({ seq }) => seq);
    return Math.max(this.current.seq, ...news) - this.current.seq > news.length;
  }

  private take(entries: readonly Message[], revision: number): void {
    const before = this.current;
    this.ring.take(entries);
    for (const { seq, subjectIds } of entries)
      for (const id of subjectIds ?? [])
        this.said.set(id.toHexString(), Math.max(seq, this.lastAbout(id.toHexString())));
    this.current = { seq: Math.max(before.seq, ...entries.map(({ seq }) => seq)), revision };
    this.movedAt = performance.now();
    for (const listener of [...this.listeners]) listener(entries, before);
  }
}
