import { closable } from "./closable.js";
import type { Hint, HintBus } from "../../platform/hints/hint.js";

/** What an awareness feed says, and from where it knows. */
export interface Conflated<T> {
  /** What a hint is about, or null where it does not concern this feed. */
  keyOf(hint: Hint): string | null;
  /** How it stands now. Null: nothing to say, or not to this viewer. */
  read(key: string): Promise<T | null>;
}

/**
 * More than anybody may watch at once (500 people), so that nobody who reads at all misses how
 * somebody stands in the end. Beyond it, as of a reader that has stopped, the oldest is dropped.
 */
const MAX_KEYS = 1_000;

/**
 * A subscription to something that passes: it remembers what changed, not how, and reads the state
 * when it is asked for the next event. A slow reader gets the latest state and costs nothing.
 */
export class ConflatedFeed<T> {
  private readonly changed = new Set<string>();
  private readonly stops = new Map<string, () => void>();
  private closed = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly bus: HintBus,
    private readonly source: Conflated<T>,
    private readonly onClosed: () => void,
  ) {}

  listen(channel: string): void {
    if (this.closed || this.stops.has(channel)) return;
    const onHint = (hint: Hint): void => {
      const key = this.source.keyOf(hint);
      if (key !== null) this.touch(key);
    };
    this.stops.set(channel, this.bus.listen(channel, onHint));
  }

  ignore(channel: string): void {
    this.stops.get(channel)?.();
    this.stops.delete(channel);
  }

  /** That may have changed. */
  touch(key: string): void {
    this.changed.delete(key);
    this.changed.add(key);
    const [oldest] = this.changed;
    if (this.changed.size > MAX_KEYS && oldest !== undefined) this.changed.delete(oldest);
    this.wake();
  }

  open(): AsyncIterableIterator<T> {
    return closable(this.events(), () => this.close());
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const stop of this.stops.values()) stop();
    this.stops.clear();
    this.wake();
    this.onClosed();
  }

  private async *events(): AsyncGenerator<T, undefined> {
    try {
      while (!this.closed) {
        const [key] = this.changed;
        if (key === undefined) await this.sleep();
        else {
          this.changed.delete(key);
          const event = await this.source.read(key);
          if (event !== null) yield event;
        }
      }
    } finally {
      this.close();
    }
  }

  private async sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (this.changed.size > 0 || this.closed) resolve();
    });
  }
}
