import type { Model } from "mongoose";
import { DataExportState, type DataExport } from "./data-export.model.js";

/** A node that says nothing for so long is taken for dead. */
const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;
/** Waits between tries; as many as there are, and then it has failed. */
const BACKOFF_MS = [5_000, 30_000, 2 * 60_000, 10 * 60_000];
const KEEP_FAILED_MS = 24 * 60 * 60_000;

/**
 * The right to write one export. Every change is of the row as this node took it: whoever was late
 * changes nothing.
 */
export class ExportLease {
  private readonly ended = new AbortController();
  private timer: NodeJS.Timeout | null = null;

  private constructor(
    private readonly rows: Model<DataExport>,
    private readonly now: () => Date,
    /** As it was before it was taken. */
    private readonly before: DataExport,
  ) {}

  /** Null: another node has it. */
  static async take(
    rows: Model<DataExport>,
    row: DataExport,
    now: () => Date,
  ): Promise<ExportLease | null> {
    const { _id, requestId, fence, dueAt, attempts } = row;
    const taken = { fence: fence + 1, attempts: attempts + 1, dueAt: after(now(), LEASE_MS) };
    const { modifiedCount } = await rows.updateOne({ _id, requestId, fence, dueAt }, taken);
    if (modifiedCount === 0) return null;
    const lease = new ExportLease(rows, now, row);
    lease.timer = setInterval(() => void lease.renew(), RENEW_EVERY_MS).unref();
    return lease;
  }

  /** Aborted once it is another's, or is given back. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  /** What this node writes is called so, and nothing that another one writes. */
  get name(): string {
    return `${this.before.requestId}-${this.before.fence + 1}`;
  }

  /** Whether it was begun as often as it is tried, and each time by a node that died. */
  get isLast(): boolean {
    return this.before.attempts > BACKOFF_MS.length;
  }

  /** False: it is another's by now, or nobody's. */
  async change(change: Partial<DataExport>): Promise<boolean> {
    const { _id, requestId, fence } = this.before;
    const filter = { _id, requestId, fence: fence + 1 };
    return (await this.rows.updateOne(filter, change)).matchedCount === 1;
  }

  /** Another node may begin at once, and this try does not count. */
  async giveBack(): Promise<void> {
    this.stop();
    await this.change({ dueAt: this.now(), attempts: this.before.attempts });
  }

  /** It is tried again later, or has failed. */
  async fail(): Promise<void> {
    const wait = BACKOFF_MS[this.before.attempts];
    await this.change(
      wait === undefined
        ? { state: DataExportState.FAILED, dueAt: after(this.now(), KEEP_FAILED_MS) }
        : { dueAt: after(this.now(), wait) },
    );
  }

  /** Whatever is written under it ends. */
  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.ended.abort(new Error("the export is no longer this node's"));
  }

  /** While the database is away nothing is lost: the row says whose it is once it is back. */
  private async renew(): Promise<void> {
    const isOurs = await this.change({ dueAt: after(this.now(), LEASE_MS) }).catch(() => true);
    if (!isOurs) this.stop();
  }
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
