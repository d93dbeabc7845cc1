/** A source of choices (mulberry32): the same seed makes the same choices in the same order. */
export class Random {
  constructor(private state: number) {}

  /** From 0 up to but not including 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` up to but not including `max`. */
  between(min: number, max: number): number {
    return Math.floor(min + this.next() * (max - min));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.between(0, list.length)];
    if (item === undefined) throw new Error("there is nothing to pick from");
    return item;
  }

  /** One of its own for somebody who acts beside others, so that their turns do not mix. */
  fork(): Random {
    return new Random(this.between(0, 2 ** 32));
  }
}
