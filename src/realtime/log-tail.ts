import type { Message } from "../messages/message.model.js";
import type { Head, LogSource, Stream } from "./stream.js";

const RING_ENTRIES = 256;
const PAGE = 200;

/** Told of new entries in the order of the log, before whoever reads the tail sees them. */
export type TailListener = (entries: readonly Message[], before: Head) => void;

/**
 * The end of one conversation's log on this node. It moves forward by reading the log, whatever
 * hints say or fail to say, and keeps the newest entries for those who are a little behind.
 */
export class LogTail {
  private ring: Message[] = [];
  private floor: Head;
  private reading: Promise<void> | null = null;
  private wanted = 0;
  readonly listeners = new Set<TailListener>();
  /** When it last moved: the heads of quiet conversations are compared less often. */
  movedAt = performance.now();

  constructor(
    readonly conversationId: string,
    private readonly log: LogSource,
    private current: Head,
  ) {
    this.floor = current;
  }

  get head(): Head {
    return this.current;
  }

  /** There may be something up to `revision`. Never rejects: the next call or head check repeats it. */
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

  /** What comes after a position, or null when that is further back than is kept. */
  recent(stream: Stream, after: number, limit: number): Message[] | null {
    if (after < stream.positionOf(this.floor)) return null;
    const newer = this.ring.filter((entry) => stream.positionOf(entry) > after);
    if (stream.name === "messages") newer.sort((a, b) => a.seq - b.seq);
    return newer.slice(0, limit);
  }

  private async read(): Promise<void> {
    try {
      while (this.wanted > this.current.revision) {
        const { conversationId, current } = this;
        const entries = await this.log.changesAfter(conversationId, current.revision, PAGE);
        if (entries.length === 0) this.wanted = current.revision;
        else this.take(entries);
      }
    } catch {
      // The log cannot be read now. Positions stay, and the next head check tries again.
      this.wanted = this.current.revision;
    }
  }

  private take(entries: readonly Message[]): void {
    const before = this.current;
    this.movedAt = performance.now();
    const changed = new Set(entries.map(({ _id }) => _id.toHexString()));
    const kept = this.ring.filter(({ _id }) => !changed.has(_id.toHexString()));
    this.ring = [...kept, ...entries];
    for (const dropped of this.ring.splice(0, Math.max(0, this.ring.length - RING_ENTRIES)))
      this.floor = {
        seq: Math.max(this.floor.seq, dropped.seq),
        revision: Math.max(this.floor.revision, dropped.revision),
      };
    this.current = {
      seq: Math.max(before.seq, ...entries.map(({ seq }) => seq)),
      revision: entries.at(-1)?.revision ?? before.revision,
    };
    for (const listener of [...this.listeners]) listener(entries, before);
  }
}
