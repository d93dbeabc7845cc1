import type { Types } from "mongoose";
import type { Hint } from "../realtime/hint.js";
import { LogLane, type Appended, type Draft } from "./log-lane.js";
import type { Head, LogStore } from "./log-store.js";
import type { Message } from "./message.model.js";

const REMEMBER_EVERY_MS = 200;
const MAX_IDLE_LANES = 5_000;

/** Appends to the logs of all conversations, and keeps the cached heads near the truth. */
export class LogService {
  private readonly lanes = new Map<string, LogLane>();
  private readonly unremembered = new Map<
    string,
    { id: Types.ObjectId; head: Head & { at: Date } }
  >();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: LogStore,
    private readonly publish: (hint: Hint) => void,
  ) {}

  append(draft: Draft): Promise<Appended> {
    return this.lane(draft.conversationId).append(draft);
  }

  /** The true head, whatever the cache says. */
  head(conversationId: Types.ObjectId): Promise<Head> {
    return this.store.head(conversationId);
  }

  /** Writes down what the timer has not yet. */
  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.remember();
  }

  private lane(conversationId: Types.ObjectId): LogLane {
    const id = conversationId.toHexString();
    const known = this.lanes.get(id);
    if (known) return known;
    if (this.lanes.size >= MAX_IDLE_LANES)
      for (const [key, lane] of this.lanes) if (lane.idle) this.lanes.delete(key);
    const lane = new LogLane(this.store, (message, head) => this.stored(message, head));
    this.lanes.set(id, lane);
    return lane;
  }

  private stored(message: Message, { seq, revision, ordinal }: Head): void {
    const conversationId = message.conversationId.toHexString();
    this.publish({ kind: "log", conversationId, seq, revision });
    const head = { seq, revision, ordinal, at: message.createdAt };
    this.unremembered.set(conversationId, { id: message.conversationId, head });
    this.timer ??= setTimeout(() => void this.remember(), REMEMBER_EVERY_MS).unref();
  }

  private async remember(): Promise<void> {
    this.timer = null;
    const heads = new Map([...this.unremembered.values()].map(({ id, head }) => [id, head]));
    this.unremembered.clear();
    // A cache: what is not written now is repaired from the log by the next to read it.
    if (heads.size > 0) await this.store.remember(heads).catch(() => undefined);
  }
}
