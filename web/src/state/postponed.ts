import { Observable } from "./observable.js";

/** As long as somebody can change their mind. */
export const UNDO_MS = 6_000;

interface Waiting {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly act: () => void;
}

/** What is done after a few seconds unless it is undone, or at once when the page is left. */
export class Postponed {
  /** What is shown as done already. */
  readonly keys = new Observable<ReadonlySet<string>>(new Set());
  private readonly waiting = new Map<string, Waiting>();

  add(key: string, act: () => void): void {
    this.undo(key);
    const timer = setTimeout(() => this.run(key), UNDO_MS);
    this.waiting.set(key, { timer, act });
    this.publish();
  }

  undo(key: string): void {
    clearTimeout(this.waiting.get(key)?.timer);
    if (this.waiting.delete(key)) this.publish();
  }

  /** The page is being left, or somebody signs out. */
  readonly flush = (): void => {
    for (const key of [...this.waiting.keys()]) this.run(key);
  };

  private run(key: string): void {
    const waiting = this.waiting.get(key);
    this.undo(key);
    waiting?.act();
  }

  private publish(): void {
    this.keys.set(new Set(this.waiting.keys()));
  }
}
