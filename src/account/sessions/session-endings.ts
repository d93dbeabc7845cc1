import type { Types, Model } from "mongoose";
import type { OnFault } from "../../platform/core/fault.js";
import { SESSIONS_CHANNEL, type HintBus } from "../../platform/hints/hint.js";
import type { Ending } from "./ending.model.js";

/** Between looks at the database: while Redis tells of endings, and while it does not. */
const LOOK_EVERY_MS = { heard: 1_000, deaf: 400 } as const;
/** By how much the clocks of nodes may differ. */
const CLOCKS_MS = 60_000;
/** Word is written before what it tells of: for so long whoever it names is looked at again. */
const HOT_MS = 10_000;

/** Rejects: it could not be looked at, and is to be again. */
export type EndingListener = (userId: string) => Promise<void>;

/**
 * Word on all nodes that sessions of somebody end. A row is written before, so that no crash and no
 * lost hint can keep it back, and a hint is published after. The rows cost each node one look at a
 * small range, however many sessions it serves.
 */
export class SessionEndings {
  private readonly hot = new Map<string, number>();
  private readonly seen = new Set<string>();
  private listener: EndingListener = () => Promise.resolve();
  private stopListening: (() => void) | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lookedAt = Date.now();
  private stopped = false;

  constructor(
    private readonly rows: Model<Ending>,
    private readonly bus: HintBus,
    private readonly onFault: OnFault,
  ) {}

  /** Before what ends them. */
  async announce(userId: Types.ObjectId): Promise<void> {
    await this.rows.create({ userId, at: new Date() });
  }

  /** After it: this node knows when it resolves, the others soon. */
  async tell(userId: Types.ObjectId): Promise<void> {
    this.bus.publish({ kind: "sessions", userId: userId.toHexString() });
    await this.pass(userId.toHexString());
  }

  whenTold(listener: EndingListener): void {
    this.listener = listener;
  }

  start(): void {
    this.stopListening = this.bus.listen(SESSIONS_CHANNEL, (hint) => {
      if (hint.kind === "sessions") void this.pass(hint.userId);
    });
    this.plan();
  }

  stop(): void {
    this.stopped = true;
    this.stopListening?.();
    if (this.timer) clearTimeout(this.timer);
  }

  private plan(): void {
    if (this.stopped) return;
    const everyMs = this.bus.connected ? LOOK_EVERY_MS.heard : LOOK_EVERY_MS.deaf;
    this.timer = setTimeout(() => void this.look().finally(() => this.plan()), everyMs).unref();
  }

  private async look(): Promise<void> {
    try {
      const now = Date.now();
      const since = new Date(this.lookedAt - CLOCKS_MS);
      const until = new Date(now + CLOCKS_MS);
      const found = await this.rows.find({ at: { $gte: since, $lte: until } }).lean();
      this.lookedAt = now;
      this.note(found);
    } catch (error) {
      // The next look covers this one's time.
      this.report("ends of sessions cannot be read", error);
    }
    const now = performance.now();
    for (const [userId, until] of this.hot) {
      if (until < now) this.hot.delete(userId);
      await this.pass(userId);
    }
  }

  private note(found: readonly Ending[]): void {
    for (const { _id, userId } of found) {
      const id = _id.toHexString();
      if (!this.seen.has(id)) this.hot.set(userId.toHexString(), performance.now() + HOT_MS);
    }
    this.seen.clear();
    for (const { _id } of found) this.seen.add(_id.toHexString());
  }

  /** Not of what was under way when it was stopped, as the database is left then. */
  private readonly report: OnFault = (...fault) => {
    if (!this.stopped) this.onFault(...fault);
  };

  private async pass(userId: string): Promise<void> {
    try {
      await this.listener(userId);
    } catch (error) {
      this.report("sessions cannot be looked at", error, { userId });
      this.hot.set(userId, performance.now() + HOT_MS);
    }
  }
}
