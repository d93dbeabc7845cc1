import type { Types } from "mongoose";
import type { OnFault } from "../../platform/core/fault.js";
import type { PushKind } from "../../platform/core/push.js";
import type { PushAddress } from "./push-address.js";
import type { PushNews, PushNewsReader } from "./push-news.js";
import type { PushRow } from "./push-row.model.js";
import type { PushRows } from "./push-rows.js";
import type { PushSender } from "./push-sender.js";
import type { PushTargetRow } from "./push-target.model.js";
import type { PushTargets } from "./push-targets.js";

const LOOK_EVERY_MS = 1_000;
const PAGE = 500;
/** Of one node; of one service, so that a slow one leaves room for the others. */
const AT_ONCE = { all: 64, service: 16 };
const CROWDED_MS = 2_000;

export interface PushDeliveryDependencies {
  readonly rows: PushRows;
  readonly targets: PushTargets;
  readonly news: PushNewsReader;
  readonly senders: ReadonlyMap<PushKind, PushSender>;
  readonly retry: { readonly minMs: number; readonly maxMs: number };
  readonly isLive: (userId: Types.ObjectId, sessionId: Types.ObjectId) => Promise<boolean>;
  readonly now: () => Date;
  readonly onFault: OnFault;
}

interface Job {
  readonly row: PushRow;
  readonly target: PushTargetRow;
  readonly address: PushAddress;
}

/** Tells devices what is due. Each node does so; one at a time has a row. */
export class PushDelivery {
  private readonly atWork = new Map<Promise<void>, string>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private again = false;

  constructor(private readonly deps: PushDeliveryDependencies) {}

  start(): void {
    this.timer = setInterval(this.wake, LOOK_EVERY_MS).unref();
  }

  readonly wake = (): void => {
    if (!this.timer) return;
    if (this.looking) this.again = true;
    else
      this.looking = this.look().finally(() => {
        this.looking = null;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  };

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.looking;
    await Promise.all(this.atWork.keys());
  }

  private async look(): Promise<void> {
    try {
      const rows = await this.deps.rows.due(PAGE);
      if (rows.length === 0) return;
      const targets = await this.deps.targets.byId(rows.map(({ targetId }) => targetId));
      const byId = new Map(targets.map((target) => [target._id.toHexString(), target]));
      const crowded: PushRow[] = [];
      for (const row of rows) {
        const target = byId.get(row.targetId.toHexString());
        if (!target) await this.deps.rows.forgetTarget(row.targetId);
        else if (!this.begin(row, target)) crowded.push(row);
      }
      if (crowded.length > 0) await this.deps.rows.postpone(crowded, CROWDED_MS);
    } catch (error) {
      this.deps.onFault("devices cannot be told", error);
    }
  }

  /** Null: it was sealed under a secret that is gone. Others do not wait for it. */
  private addressOf(target: PushTargetRow): PushAddress | null {
    try {
      return this.deps.targets.addressOf(target);
    } catch (error) {
      this.deps.onFault("devices cannot be told", error, { userId: target.userId.toHexString() });
      return null;
    }
  }

  /** False: so many are under way already, or its address cannot be read. */
  private begin(row: PushRow, target: PushTargetRow): boolean {
    const address = this.addressOf(target);
    if (!address) return false;
    const service = address.keys ? new URL(address.token).host : target.kind;
    const busy = [...this.atWork.values()].filter((one) => one === service).length;
    if (this.atWork.size >= AT_ONCE.all || busy >= AT_ONCE.service) return false;
    const work = this.carryOut({ row, target, address })
      .catch((error: unknown) => this.deps.onFault("devices cannot be told", error))
      .finally(() => {
        this.atWork.delete(work);
      });
    this.atWork.set(work, service);
    return true;
  }

  private async carryOut(job: Job): Promise<void> {
    const { rows, isLive, news } = this.deps;
    const taken = await rows.take(job.row);
    if (!taken) return;
    if (!(await isLive(job.target.userId, job.target.sessionId))) return this.drop(job);
    const row = withoutUnknown(taken);
    await this.act({ ...job, row }, await news.of(row, job.target));
  }

  private async act({ row, target, address }: Job, found: PushNews): Promise<void> {
    const { rows, targets, senders, now } = this.deps;
    const { seq: settledSeq, shownSeq } = row;
    if (found.kind === "nothing") return rows.settle(row, { settledSeq, shownSeq });
    if (found.kind === "wait") return void (await rows.save(row, { dueAt: found.until }));
    const { note } = found;
    const sender = senders.get(target.kind);
    if (
      !sender ||
      !(await rows.save(row, { tryingSeq: note.seq, settledSeq: row.settledSeq, shownSeq }))
    )
      return;
    const outcome = await sender.send(address, note);
    if (outcome.kind === "gone") return this.drop({ row, target, address });
    if (outcome.kind === "later") return this.retry(row, target, outcome.why);
    const lastError = outcome.kind === "sent" ? null : outcome.why;
    await targets.note(target._id, { ...(!lastError && { lastSentAt: now() }), lastError });
    const isShown = note.type === "message.created" && outcome.kind !== "refused";
    const shown = note.type === "message.deleted" ? null : shownSeq;
    await rows.settle(row, { settledSeq, shownSeq: isShown ? note.seq : shown });
  }

  private async retry(row: PushRow, { _id }: PushTargetRow, lastError: string): Promise<void> {
    const { rows, targets, now } = this.deps;
    const { minMs, maxMs } = this.deps.retry;
    const failures = row.failures + 1;
    const longest = Math.min(maxMs, minMs * 2 ** Math.min(failures - 1, 30));
    const dueAt = new Date(now().getTime() + longest * (0.5 + Math.random() / 2));
    await targets.note(_id, { lastError });
    await rows.save(row, { dueAt, failures, tryingSeq: null });
  }

  private async drop({ target }: Job): Promise<void> {
    await this.deps.targets.drop(target);
    await this.deps.rows.forgetTarget(target._id);
  }
}

/** Whoever tried died before it was known whether it came: it is shown, for all that is known. */
function withoutUnknown(row: PushRow): PushRow {
  const { tryingSeq, settledSeq } = row;
  if (tryingSeq === null || tryingSeq <= settledSeq) return row;
  return { ...row, settledSeq: tryingSeq, shownSeq: tryingSeq };
}
