/** Counts per key in windows that begin with the first count; shared by whoever shares the store. */
export interface Counter {
  /** Counts one, or `amount`, atomically. `resetMs`: after that long the key begins at zero again. */
  add(key: string, windowMs: number, amount?: number): Promise<Counted>;
  /** Takes one, or `amount`, back, if the window is still the same. */
  undo(key: string, windowMs: number, amount?: number): Promise<void>;
  forget(key: string): Promise<void>;
}

export interface Counted {
  readonly count: number;
  readonly resetMs: number;
}
