import { Audience, type AudienceRegistry, type AudienceSource } from "./audience.js";
import type { LogTail } from "./log-tail.js";
import type { Parked } from "./parked.js";

/** The audiences of this node: of each log, operation and class of readers, one rests at the head. */
export class Audiences implements AudienceRegistry {
  private readonly all = new Set<Audience>();
  /** By their keys. Of most logs there is one, which needs no Map. */
  private readonly resting = new WeakMap<LogTail, Audience | Map<string, Audience>>();

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
    const known = this.restingAt(tail, key);
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
    const known = this.restingAt(tail, audience.key);
    if (known && known.size >= audience.size) return known.join(audience);
    if (known) audience.join(known);
    this.keep(audience);
  }

  close(audience: Audience): void {
    this.all.delete(audience);
    this.rouse(audience);
  }

  /** Nobody parks in those that have set out: they are not at the head. */
  move(tail: LogTail): void {
    for (const audience of this.allAt(tail))
      if (!audience.isAtHead) {
        this.rouse(audience);
        void audience.serve();
      }
  }

  private restingAt(tail: LogTail, key: string): Audience | undefined {
    const known = this.resting.get(tail);
    if (known instanceof Map) return known.get(key);
    return known?.key === key ? known : undefined;
  }

  private allAt(tail: LogTail): readonly Audience[] {
    const known = this.resting.get(tail);
    if (known instanceof Map) return [...known.values()];
    return known ? [known] : [];
  }

  private keep(audience: Audience): void {
    const { key, tail } = audience;
    const known = this.resting.get(tail);
    if (known instanceof Map) known.set(key, audience);
    else if (!known || known.key === key) this.resting.set(tail, audience);
    else
      this.resting.set(
        tail,
        new Map([
          [known.key, known],
          [key, audience],
        ]),
      );
  }

  /** It rests no more. */
  private rouse(audience: Audience): void {
    const { key, tail } = audience;
    const known = this.resting.get(tail);
    if (known === audience) this.resting.delete(tail);
    else if (known instanceof Map && known.get(key) === audience) known.delete(key);
  }
}
