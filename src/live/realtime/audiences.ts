import { Audience, type AudienceRegistry, type AudienceSource } from "./audience.js";
import type { LogTail } from "./log-tail.js";
import type { Parked } from "./parked.js";

/** The audiences of this node: of each log, operation and class of readers, one rests at the head. */
export class Audiences implements AudienceRegistry {
  private readonly all = new Set<Audience>();
  private readonly resting = new WeakMap<LogTail, Map<string, Audience>>();

  get size(): number {
    return this.all.size;
  }

  /** How many are parked. */
  get members(): number {
    return [...this.all].reduce((sum, audience) => sum + audience.size, 0);
  }

  /** Somebody who has everything up to the head of this turn. */
  park(one: Parked, tail: LogTail, source: AudienceSource): void {
    const { order, renderer } = source;
    const key = renderer.keyFor(one.reader);
    const known = this.restingAt(tail).get(key);
    if (known) return known.add(one);
    const audience = new Audience(key, tail, source, this, {
      reached: order.positionOf(tail.head),
      seq: tail.head.seq,
    });
    audience.add(one);
    this.rest(audience);
  }

  open(audience: Audience): void {
    this.all.add(audience);
  }

  /** The smaller of two goes into the other. */
  rest(audience: Audience): void {
    const { tail } = audience;
    const known = this.restingAt(tail).get(audience.key);
    if (known && known.size >= audience.size) return known.join(audience);
    if (known) audience.join(known);
    this.restingAt(tail).set(audience.key, audience);
  }

  close(audience: Audience): void {
    this.all.delete(audience);
    const resting = this.restingAt(audience.tail);
    if (resting.get(audience.key) === audience) resting.delete(audience.key);
  }

  /** Nobody parks in those that have set out: they are not at the head. */
  move(tail: LogTail): void {
    const resting = this.resting.get(tail);
    for (const [key, audience] of resting ?? [])
      if (!audience.isAtHead) {
        resting?.delete(key);
        void audience.serve();
      }
  }

  private restingAt(tail: LogTail): Map<string, Audience> {
    const known = this.resting.get(tail);
    if (known) return known;
    const made = new Map<string, Audience>();
    this.resting.set(tail, made);
    return made;
  }
}
