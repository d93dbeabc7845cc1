import type { Changes } from "../log/changes.js";
import type { LogStore } from "../log/log-store.js";
import type { Message } from "../log/message.model.js";
import type { OnFault } from "../../platform/core/fault.js";
import { NotDelivered, NotNow, type FollowerHandler } from "./follower-handler.js";
import type { Follower } from "./follower.model.js";
import { idOf, type FollowerPositions, type Lease, type News } from "./follower-positions.js";
import { writtenAt, type LogStart } from "./log-start.js";

const BATCH = 100;
const SAVE_EVERY_MS = 1_000;
/** Then others have their turn. */
const TURN_MS = 5_000;

export interface TurnDependencies {
  readonly positions: FollowerPositions;
  readonly changes: Changes;
  readonly store: Pick<LogStore, "changedSince">;
  readonly start: LogStart;
  readonly now: () => Date;
  readonly isStopping: () => boolean;
  readonly onFault: OnFault;
}

/** How a turn ended: at the end of the log, with more to do, not at all, or with a failure that waits. */
export type TurnEnd = "done" | "more" | "busy" | "failed";

interface Place {
  readonly lease: Lease;
  readonly began: number;
  savedAt: number;
  at: number;
  /** As of its row. */
  readonly passed: Set<number>;
}

/** Hands a follower what is new in one conversation, in order. One at a time, by the lease. */
export class FollowerTurn {
  constructor(
    private readonly deps: TurnDependencies,
    private readonly follower: Follower,
    private readonly handler: FollowerHandler,
  ) {}

  async take(news: News): Promise<TurnEnd> {
    const lease = await this.lease(news);
    if (typeof lease === "string") return lease;
    const began = performance.now();
    const { row } = lease;
    const at = await this.startOf(row);
    const place = { lease, began, savedAt: began, at, passed: new Set(row.passed) };
    for (let end = Math.max(row.head, news.head); ;) {
      const ended = await this.upTo(end, place);
      if (ended) return ended;
      if (await this.deps.positions.rest(lease, progressOf(place))) return "done";
      const now = await this.deps.positions.find(row.follower, row.conversationId);
      if (now?.fence !== lease.fence) return "busy";
      // It was sent back meanwhile: whoever knows to when goes on from there.
      if (now.wanted !== row.wanted) return this.giveBack(place);
      end = now.head;
    }
  }

  private async lease({ conversationId, head }: News): Promise<Lease | "done" | "busy"> {
    const { positions, now } = this.deps;
    const { _id: follower, epoch } = this.follower;
    const row = await positions.find(follower, conversationId);
    if (!row) {
      const _id = idOf(follower, conversationId);
      const fresh = { _id, follower, conversationId, revision: null, head, epoch, failures: 0 };
      return (await positions.begin({ ...fresh, behindSince: now() })) ?? "busy";
    }
    if (row.dueAt && row.dueAt > now()) return "busy";
    const isDone = row.revision !== null && row.revision >= head && row.epoch >= epoch;
    if (!row.dueAt && isDone) return "done";
    // This node has not heard yet that it was sent back, and to when.
    if ((row.wanted ?? 0) > Math.max(row.epoch, epoch)) return "busy";
    return (await positions.take(row, Math.max(row.epoch, epoch))) ?? "busy";
  }

  /** To whoever takes it next. */
  private async giveBack(place: Place): Promise<TurnEnd> {
    await this.deps.positions.save(place.lease, { ...progressOf(place), dueAt: this.deps.now() });
    return "busy";
  }

  private async startOf({ conversationId, revision, epoch }: Lease["row"]): Promise<number> {
    const { from, backTo } = this.follower;
    if (revision === null) return this.deps.start.before(conversationId, from);
    if (epoch >= this.follower.epoch || !backTo) return revision;
    return Math.min(revision, await this.deps.start.before(conversationId, backTo));
  }

  /** Null: there. */
  private async upTo(end: number, place: Place): Promise<TurnEnd | null> {
    while (place.at < end) {
      const to = Math.min(place.at + BATCH, end);
      for (const entry of await this.read(to, place)) {
        const ended = (await this.pause(entry, place)) ?? (await this.hand(entry, place));
        if (ended) return ended;
      }
      place.at = to;
    }
    return null;
  }

  /** Also notes what was created in that stretch and comes behind its place. */
  private async read(to: number, { lease, at: after, passed }: Place): Promise<Message[]> {
    const { conversationId } = lease.row;
    const entries = await this.deps.changes.changed(conversationId, after + 1, to);
    const later =
      entries.length < to - after
        ? await this.deps.store.changedSince({ conversationId, after, to }, to)
        : [];
    for (const { createdRevision, revision } of [...entries, ...later])
      if (createdRevision > after && createdRevision < revision) passed.add(createdRevision);
    return entries;
  }

  private async hand(entry: Message, place: Place): Promise<TurnEnd | null> {
    try {
      const { createdRevision: created, revision } = entry;
      const isNew = created === revision || place.passed.has(created);
      await this.handler.handle({ entry, isNew });
      place.at = revision;
      place.passed.delete(created);
      return null;
    } catch (error) {
      if (error instanceof NotNow) return this.giveBack(place);
      const { conversationId } = entry;
      if (!(error instanceof NotDelivered))
        this.deps.onFault("a follower cannot go on", error, {
          conversationId: conversationId.toHexString(),
        });
      const failures = (place.at === place.lease.row.revision ? place.lease.row.failures : 0) + 1;
      const { minMs, maxMs } = this.handler.retry;
      const longest = Math.min(maxMs, minMs * 2 ** Math.min(failures - 1, 30));
      const afterMs = longest * (0.5 + Math.random() / 2);
      const dueAt = new Date(this.deps.now().getTime() + afterMs);
      const behindSince = writtenAt(entry);
      const waiting = { ...progressOf(place), dueAt, behindSince, failures };
      await this.deps.positions.save(place.lease, waiting);
      return "failed";
    }
  }

  /** Writes down how far it is from time to time; ends where it is time, or where somebody else goes on. */
  private async pause(entry: Message, place: Place): Promise<TurnEnd | null> {
    const now = performance.now();
    const isOver = this.deps.isStopping() || now - place.began > TURN_MS;
    if (!isOver && now - place.savedAt < SAVE_EVERY_MS) return null;
    place.savedAt = now;
    const behindSince = writtenAt(entry);
    const progress = { ...progressOf(place), behindSince, failures: 0 };
    const over = { ...progress, dueAt: this.deps.now() };
    if (!(await this.deps.positions.save(place.lease, isOver ? over : progress))) return "busy";
    return isOver ? "more" : null;
  }
}

function progressOf({ at, passed }: Place): { revision: number; passed: readonly number[] } {
  return { revision: at, passed: [...passed] };
}
