import { setImmediate as nextTurn } from "node:timers/promises";
import type { OnFault } from "../../platform/core/fault.js";
import type { Batch } from "./batch.js";
import type { Batches } from "./batches.js";
import type { EntryEvent } from "./feed-event.js";
import { Few } from "./few.js";
import type { LogEntry } from "./log-entry.js";
import { eventsOf, type LogOrder } from "./log-order.js";
import type { LogTail } from "./log-tail.js";
import type { OperationRenderer } from "./operation-renderer.js";
import type { Parked, Reached, AudienceHandle } from "./parked.js";
import type { SharedFrames } from "./shared-frames.js";

/** More are served in slices of this size, so that the event loop is never held for long. */
const SLICE = 256;

/** What an audience reads, and how it is rendered. */
export interface AudienceSource {
  readonly order: LogOrder;
  readonly renderer: OperationRenderer;
  readonly batches: Batches;
  readonly onFault: OnFault;
}

/** Told by an audience that it is at the head again, or that nobody is left. */
export interface AudienceRegistry {
  rest(audience: Audience): void;
  open(audience: Audience): void;
  close(audience: Audience): void;
}

/**
 * Cursors that are parked at the same place and get the same bytes: one execution and one encoding
 * for all of them. When the log moves, it takes them on to the head, batch by batch. There is no
 * queue: it has a position, and looks at the log again when it is through with a batch.
 */
export class Audience implements AudienceHandle {
  private readonly members = new Few<Parked>();

  constructor(
    readonly key: string,
    readonly tail: LogTail,
    readonly source: AudienceSource,
    private readonly registry: AudienceRegistry,
    private at: Reached,
  ) {
    registry.open(this);
  }

  get size(): number {
    return this.members.size;
  }

  add(one: Parked): void {
    this.members.add(one);
    one.parkIn(this);
  }

  leave(one: Parked): void {
    this.members.delete(one);
    if (this.members.size === 0) this.registry.close(this);
  }

  /** Another one at the same place comes in. */
  join(other: Audience): void {
    for (const one of other.members) this.add(one);
    other.members.clear();
    this.registry.close(other);
  }

  get isAtHead(): boolean {
    const { tail, source } = this;
    const { order } = source;
    return this.at.reached >= order.positionOf(tail.head);
  }

  /** Takes its members on to the head. Never rejects. */
  async serve(given?: Batch): Promise<void> {
    const { tail } = this;
    const { order, batches } = this.source;
    for (let first = given; this.size > 0 && !this.isAtHead; first = undefined) {
      const batch = first ?? batches.next(tail, order, this.at);
      if (!batch) return this.dismiss();
      await this.give(batch);
      this.at = batch;
    }
    if (this.size > 0) this.registry.rest(this);
  }

  private async give(batch: Batch): Promise<void> {
    const { tail } = this;
    const { renderer, onFault } = this.source;
    const { entries } = batch;
    if (entries.length === 0) {
      for (const one of this.members) one.take(null, batch);
      return;
    }
    const [any] = this.members;
    if (!any) return;
    const frames = batch.framesFor(any, renderer, this.eventsOf(entries));
    const first = this.firstOf(frames) ?? any;
    this.part(frames, first, batch);
    const { owners } = frames;
    try {
      await frames.prepare(first);
    } catch (error) {
      const place = { conversationId: tail.id.toHexString(), userId: first.userId };
      onFault("an event cannot be rendered", error, place);
      return this.dismiss();
    }
    if (frames.owners !== owners) this.part(frames, first, batch);
    const result = frames.resultFor(first);
    let served = 0;
    for (const one of this.members) {
      if (result && batch.isFor(one)) one.take(result.templateFor(one.operationId), batch);
      else one.fallBehind();
      served += 1;
      if (served % SLICE === 0) await nextTurn();
    }
  }

  private eventsOf(entries: readonly LogEntry[]): EntryEvent[] {
    const { seq: known } = this.at;
    return eventsOf(entries, { isNew: ({ seq }) => seq > known, replayed: false });
  }

  /** Somebody who gets what most get. */
  private firstOf(frames: SharedFrames): Parked | undefined {
    for (const one of this.members) if (!frames.isOwn(one)) return one;
    return undefined;
  }

  /**
   * Whoever gets something else than the first one goes on apart, and comes back at the head: nobody
   * waits for what is somebody else's.
   */
  private part(frames: SharedFrames, first: Parked, batch: Batch): void {
    if (frames.owners === "nobody") return;
    const apart = new Map<string, Audience>();
    for (const one of this.members) {
      if (frames.isSame(first, one)) continue;
      const known = apart.get(one.userId);
      const audience =
        known ?? new Audience(this.key, this.tail, this.source, this.registry, this.at);
      apart.set(one.userId, audience);
      this.members.delete(one);
      audience.add(one);
    }
    for (const audience of apart.values()) void audience.serve(batch);
  }

  private dismiss(): void {
    for (const one of this.members) one.fallBehind();
  }
}
