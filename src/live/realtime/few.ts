/** A set that mostly has one member, who then needs no Set: of those there are very many. */
export class Few<T extends object> {
  private held: T | Set<T> | null = null;

  get size(): number {
    if (this.held instanceof Set) return this.held.size;
    return this.held ? 1 : 0;
  }

  add(one: T): void {
    const { held } = this;
    if (held instanceof Set) held.add(one);
    else this.held = held && held !== one ? new Set([held, one]) : one;
  }

  delete(one: T): void {
    if (this.held instanceof Set) this.held.delete(one);
    else if (this.held === one) this.held = null;
  }

  clear(): void {
    this.held = null;
  }

  /** Whoever is taken out meanwhile is left out. */
  [Symbol.iterator](): IterableIterator<T> {
    const { held } = this;
    if (held instanceof Set) return held.values();
    return (held ? [held] : []).values();
  }
}
