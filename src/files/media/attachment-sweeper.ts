import type { Model } from "mongoose";
import { AttachmentState, type Attachment } from "./attachment.model.js";
import type { AttachmentService } from "./attachment.service.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SWEEP_EVERY_MS = 10 * MINUTE_MS;
const BATCH = 100;

/** How long a row may stay in a state before it is looked at. */
const PATIENCE_MS = {
  /** Longer than storing takes, and than a ticket is good for. */
  [AttachmentState.STORING]: HOUR_MS,
  [AttachmentState.TICKET]: 2 * HOUR_MS,
  [AttachmentState.READY]: 24 * HOUR_MS,
  [AttachmentState.CLAIMED]: 24 * HOUR_MS,
  [AttachmentState.REMOVED]: 5 * MINUTE_MS,
} as const;

export interface SweeperDependencies {
  readonly attachments: Model<Attachment>;
  readonly service: AttachmentService;
  /** Whether what claimed the attachment came to be and still has it. */
  readonly isUsed: (attachment: Attachment) => Promise<boolean>;
  readonly now: () => Date;
  readonly log: (error: unknown) => void;
}

/** Removes what crashes, abandoned uploads and broken-off sends leave, and what could not be removed. */
export class AttachmentSweeper {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly deps: SweeperDependencies) {}

  start(): void {
    const sweep = (): void => {
      this.running = this.running.then(() => this.sweep()).catch(this.deps.log);
    };
    this.timer = setInterval(sweep, SWEEP_EVERY_MS).unref();
    sweep();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  async sweep(): Promise<void> {
    for (const state of Object.keys(PATIENCE_MS) as (keyof typeof PATIENCE_MS)[]) {
      const before = new Date(this.deps.now().getTime() - PATIENCE_MS[state]);
      const rows = await this.deps.attachments
        .find({ state, changedAt: { $gt: new Date(0), $lt: before } })
        .limit(BATCH)
        .lean();
      for (const row of rows) await this.settle(row).catch(this.deps.log);
    }
  }

  private async settle(row: Attachment): Promise<void> {
    if (row.state === AttachmentState.REMOVED) return this.deps.service.erase([row]);
    const used = row.state === AttachmentState.CLAIMED && (await this.deps.isUsed(row));
    const { _id, state, changedAt } = row;
    const next = used ? AttachmentState.USED : AttachmentState.REMOVED;
    // Somebody may use it this very moment.
    const { modifiedCount } = await this.deps.attachments.updateOne(
      { _id, state, changedAt },
      { state: next, changedAt: this.deps.now() },
    );
    if (modifiedCount === 1 && !used) await this.deps.service.erase([row]);
  }
}
