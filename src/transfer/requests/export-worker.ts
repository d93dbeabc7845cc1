import type { Model } from "mongoose";
import { DataExportState, type DataExport } from "./data-export.model.js";
import type { ExportFiles } from "./export-files.js";
import { ExportLease } from "./export-lease.js";
import type { ExportWriter } from "./export-writer.js";

const POLL_MS = 2_000;
const BATCH = 20;
const HOUR_MS = 3_600_000;

export interface ExportWorkerDependencies {
  readonly rows: Model<DataExport>;
  readonly files: ExportFiles;
  readonly writer: ExportWriter;
  readonly now: () => Date;
  readonly log: (error: unknown) => void;
}

/**
 * Writes what was asked for, on every node, one after the other: a person waits rather than all the
 * others. Removes what is over.
 */
export class ExportWorker {
  private running: Promise<void> | null = null;
  private current: ExportLease | null = null;
  private again = false;
  private stopped = false;
  private sweptAt = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly deps: ExportWorkerDependencies) {}

  start(): void {
    this.timer = setInterval(this.wake, POLL_MS).unref();
    this.wake();
  }

  /** What is under way is given back: another node begins it anew. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    this.current?.stop();
    await this.running;
  }

  readonly wake = (): void => {
    this.again = true;
    if (!this.stopped) this.running ??= this.run().finally(() => (this.running = null));
  };

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        await this.sweep();
        const dueAt = { $gt: new Date(0), $lte: this.deps.now() };
        const due = await this.deps.rows.find({ dueAt }).sort({ dueAt: 1 }).limit(BATCH).lean();
        for (const row of due) if (!this.stopped) await this.settle(row);
        if (due.length === BATCH) this.again = true;
      } catch (error) {
        this.deps.log(error);
      }
    }
  }

  private async settle(row: DataExport): Promise<void> {
    if (row.state !== DataExportState.PREPARING) return this.deps.writer.drop(row);
    const lease = await ExportLease.take(this.deps.rows, row, this.deps.now);
    if (!lease) return;
    this.current = lease;
    try {
      // Whoever began it so often died by it.
      if (lease.isLast) await lease.fail();
      else await this.deps.writer.write(row, lease);
    } catch (error) {
      if (this.stopped) return await lease.giveBack();
      this.deps.log(error);
      await lease.fail();
    } finally {
      lease.stop();
      this.current = null;
    }
  }

  /** What nobody's row knows, such as of a node that died between two steps. */
  private async sweep(): Promise<void> {
    const { rows, files, now } = this.deps;
    if (this.sweptAt + HOUR_MS > now().getTime()) return;
    this.sweptAt = now().getTime();
    const before = new Date(Date.now() - HOUR_MS);
    await files.sweep(before, async (requestId) => (await rows.exists({ requestId })) !== null);
  }
}
