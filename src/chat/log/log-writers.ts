import { randomUUID } from "node:crypto";
import type { Model } from "mongoose";
import type { OnFault } from "../../platform/core/fault.js";
import type { LogProjector } from "./log-projector.js";
import type { LogWriter } from "./log-writer.model.js";
import type { Message } from "./message.model.js";
import { writtenLogs } from "./written-logs.js";

const BEAT_EVERY_MS = 3_000;
const DEAD_AFTER_MS = 15_000;
/** What was written so long before the last beat has reached the rows; and so long after it, at most. */
const MARGIN_MS = 60_000;
const AT_ONCE = 50;

export interface LogWritersDependencies {
  readonly writers: Model<LogWriter>;
  readonly messages: Model<Message>;
  readonly projector: Pick<LogProjector, "project">;
  /** Told after each look whether other processes live. */
  readonly heedOthers: (are: boolean) => void;
  readonly onFault: OnFault;
}

interface Seen {
  readonly beats: number;
  readonly since: number;
  /** More than a row that a process left. */
  readonly lives: boolean;
}

/**
 * Sees to it that what a process wrote right before it died reaches the rows, though nobody reads that
 * conversation: whoever finds news by the rows would never hear of it. Each process leaves a row that it
 * keeps changing; the others bring in what was written around the last change of a row that has stopped.
 * No clock is compared with another: who is dead is told by the watcher's own, and what it wrote by the dead one's.
 */
export class LogWriters {
  readonly id = randomUUID();
  private beats = 0;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly deps: LogWritersDependencies) {}

  /** Before anything is written. */
  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => void this.look(), BEAT_EVERY_MS).unref();
  }

  /** After what was written is in the rows. */
  async stop(): Promise<void> {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    await this.running;
    // Where that fails others find that it has stopped, and find nothing to bring in.
    await this.deps.writers.deleteOne({ _id: this.id }).catch(() => undefined);
  }

  private look(): Promise<void> {
    this.running = this.running.then(async () => {
      try {
        await this.beat();
        const rows = await this.deps.writers.find().lean();
        const ids = new Set(rows.map(({ _id }) => _id));
        for (const id of this.seen.keys()) if (!ids.has(id)) this.seen.delete(id);
        for (const row of rows) await this.consider(row);
        this.deps.heedOthers([...this.seen.values()].some(({ lives }) => lives));
      } catch (error) {
        this.deps.onFault("writers cannot be looked after", error);
      }
    });
    return this.running;
  }

  private async beat(): Promise<void> {
    const set = { beats: (this.beats += 1), at: new Date() };
    await this.deps.writers.updateOne({ _id: this.id }, { $set: set }, { upsert: true });
  }

  private async consider(row: LogWriter): Promise<void> {
    const { _id, beats } = row;
    if (_id === this.id) return;
    const known = this.seen.get(_id);
    const now = performance.now();
    if (known?.beats !== beats)
      this.seen.set(_id, { beats, since: now, lives: known !== undefined });
    else if (now - known.since >= DEAD_AFTER_MS) {
      await this.bringIn(row.at);
      // One that only slept has beaten since, and stays.
      await this.deps.writers.deleteOne({ _id, beats });
      this.seen.delete(_id);
    }
  }

  private async bringIn(at: Date): Promise<void> {
    const [from, to] = [at.getTime() - MARGIN_MS, at.getTime() + MARGIN_MS];
    const logs = await writtenLogs(this.deps.messages, new Date(from), new Date(to));
    for (let done = 0; done < logs.length; done += AT_ONCE)
      await this.deps.projector.project(logs.slice(done, done + AT_ONCE));
  }
}
