import { backoffMs, Pauses } from "./backoff.js";
import { handlerError, type ConfabError } from "./error.js";

/** More than this waits for no handler: the rest is asked for again when these have been taken. */
const MAX_WAITING = 1_000;

/** What is done with what a handler threw at: given to it again after a pause, or left out. */
export type HandlerFailure = "retry" | "skip";

interface Task {
  readonly give: () => unknown;
  readonly taken: () => void;
}

/** Gives the events of each key to a handler one after the other: the next waits for a promise. */
export class Handover {
  private readonly tails = new Map<string, Promise<void>>();
  private readonly pauses = new Pauses();
  private waiting = 0;
  private stopped = false;

  constructor(private readonly failed: (error: ConfabError, attempt: number) => HandlerFailure) {}

  get isFull(): boolean {
    return this.waiting >= MAX_WAITING;
  }

  push(key: string, task: Task): void {
    const before = this.tails.get(key);
    const work = before ? before.then(() => this.attempt(task, 1)) : this.attempt(task, 1);
    if (!work) return;
    this.waiting++;
    const tail = work.finally(() => {
      this.waiting--;
      if (this.tails.get(key) === tail) this.tails.delete(key);
    });
    this.tails.set(key, tail);
  }

  /** When all that has been pushed until now is taken; undefined: it is. */
  settled(): Promise<unknown> | undefined {
    return this.tails.size > 0 ? Promise.all(this.tails.values()) : undefined;
  }

  stop(): void {
    this.stopped = true;
    this.pauses.wake();
  }

  /** Undefined where the handler has taken it at once. */
  private attempt(task: Task, attempt: number): Promise<void> | undefined {
    if (this.stopped) return undefined;
    try {
      const given = task.give();
      if (isPromise(given))
        return given.then(task.taken, (error: unknown) => this.again(task, error, attempt));
      task.taken();
      return undefined;
    } catch (error) {
      return this.again(task, error, attempt);
    }
  }

  private async again(task: Task, thrown: unknown, attempt: number): Promise<void> {
    if (this.failed(handlerError(thrown), attempt) === "skip") return task.taken();
    await this.pauses.wait(backoffMs(attempt - 1));
    await this.attempt(task, attempt + 1);
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
