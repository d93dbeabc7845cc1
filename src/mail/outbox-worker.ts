import type { Model } from "mongoose";
import type { Vault } from "../platform/secrets/vault.js";
import type { Mailer } from "./mailer.js";
import { OutboxState, type OutboxMail } from "./outbox.model.js";
import { placeOf, type MailOrder } from "./outbox.service.js";
import { render } from "./render.js";

/** Longer than any try may take: until then nobody else tries the same mail. */
const LEASE_MS = 2 * 60_000;
const POLL_MS = 2_000;
const BATCH = 20;
/** Waits between tries; the last one repeats until the mail expires. */
const BACKOFF_MS = [1_000, 5_000, 30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000];

export interface OutboxWorkerDependencies {
  readonly rows: Model<OutboxMail>;
  readonly vault: Vault;
  readonly mailer: Mailer;
  readonly now: () => Date;
  readonly log: (fault: { error: unknown; attempts: number }) => void;
}

/**
 * Sends what the outbox holds, on every node at once: the lease decides who sends which mail. A
 * process that dies between the server's yes and our note of it is the one case of a second copy;
 * it carries the same Message-ID.
 */
export class OutboxWorker {
  private running: Promise<void> | null = null;
  private again = false;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly deps: OutboxWorkerDependencies) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), POLL_MS).unref();
    this.wake();
  }

  /** Finishes the mails that are on their way. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.idle();
  }

  readonly wake = (): void => {
    this.again = true;
    if (!this.stopped) this.running ??= this.run().finally(() => (this.running = null));
  };

  /** Resolves when everything that was due has been tried. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      const due = await this.due().catch((error: unknown) => this.failed(error));
      await Promise.all(due.map((row) => this.attempt(row).catch((e: unknown) => this.failed(e))));
      if (due.length === BATCH) this.again = true;
    }
  }

  private due(): Promise<OutboxMail[]> {
    const dueAt = { $gt: new Date(0), $lte: this.deps.now() };
    return this.deps.rows
      .find({ state: OutboxState.WAITING, dueAt })
      .sort({ dueAt: 1 })
      .limit(BATCH)
      .lean();
  }

  private async attempt(row: OutboxMail): Promise<void> {
    const now = this.deps.now();
    const leased = new Date(now.getTime() + LEASE_MS);
    const attempts = row.attempts + 1;
    if (!(await this.change(row, row.dueAt, { dueAt: leased, attempts }))) return;
    if (row.expiresAt <= now) return this.end(row, leased, OutboxState.DEAD, "expired");
    try {
      const sent = (await this.deps.mailer.send(this.open(row))) === "sent";
      const state = sent ? OutboxState.SENT : OutboxState.DEAD;
      return await this.end(row, leased, state, sent ? null : "refused");
    } catch (error) {
      this.deps.log({ error, attempts });
      const wait = BACKOFF_MS[attempts - 1] ?? BACKOFF_MS.at(-1) ?? 0;
      const next = this.deps.now().getTime() + wait * (0.9 + Math.random() * 0.2);
      const dueAt = new Date(Math.min(next, row.expiresAt.getTime()));
      const { code, name } = error as { code?: string; name?: string };
      await this.change(row, leased, { dueAt, lastError: code ?? name ?? "unknown" });
      if (!this.stopped) setTimeout(this.wake, dueAt.getTime() - this.deps.now().getTime()).unref();
    }
  }

  private open(row: OutboxMail): Parameters<Mailer["send"]>[0] {
    const opened = this.deps.vault.open(row.payload ?? "", placeOf(row._id));
    const order = JSON.parse(opened) as MailOrder;
    const messageId = `<${row._id.toHexString()}@confab>`;
    const unsubscribe = "unsubscribeUrl" in order.data && order.data.unsubscribeUrl;
    return {
      to: order.to,
      messageId,
      ...(unsubscribe && { unsubscribeUrl: unsubscribe }),
      ...render(order.template, order.data),
    };
  }

  private async end(
    row: OutboxMail,
    leased: Date,
    state: OutboxState,
    lastError: string | null,
  ): Promise<void> {
    const endedAt = this.deps.now();
    await this.change(row, leased, { state, endedAt, payload: null, lastError });
  }

  /** Only while the row is as we left it: a lease that ran out belongs to somebody else. */
  private async change(
    { _id }: OutboxMail,
    dueAt: Date,
    change: Partial<OutboxMail>,
  ): Promise<boolean> {
    const filter = { _id, dueAt, state: OutboxState.WAITING };
    return (await this.deps.rows.updateOne(filter, change)).modifiedCount === 1;
  }

  private failed(error: unknown): [] {
    this.deps.log({ error, attempts: 0 });
    return [];
  }
}
