import { backoffMs, Pauses, type BackoffOptions } from "./backoff.js";
import { handlerError, tell, toConfabError, type ConfabError } from "./error.js";
import type { ConfabErrorCode } from "./error-code.js";
import { Listeners } from "./listeners.js";
import { memoryStore, type Store } from "./store.js";

export interface OutboxEntry<Input> {
  readonly clientMessageId: string;
  readonly input: Input;
  readonly state: "queued" | "sending" | "failed";
  readonly attempts: number;
  readonly createdAtMs: number;
  /** Why the last attempt failed. */
  readonly error: { readonly code: ConfabErrorCode; readonly message: string } | null;
}

export interface OutboxOptions<Input, Result> {
  readonly send: (input: Input) => Promise<Result>;
  /** Sends of one key go one after the other, in the order in which they were added. */
  readonly queueKey: (input: Input) => string;
  /** Called before the entry disappears, so that the echo can take the place of the optimistic copy. */
  readonly onSent?: (result: Result, entry: OutboxEntry<Input>) => void;
  /** Told where `onSent` threw (HANDLER_ERROR): the message is sent all the same. */
  readonly error?: ((error: ConfabError) => void) | undefined;
  readonly store?: Store | undefined;
  /** One account's messages must never go out under another's: name the account here. */
  readonly owner: string;
  readonly backoff?: BackoffOptions | undefined;
  readonly maxEntries?: number | undefined;
}

/** A fault of the server's own is not worth more attempts than this; a cut line is worth any number. */
const MAX_FAULTS = 5;

/** Messages on their way. Sending one twice is harmless: `clientMessageId` makes them the same message. */
export class Outbox<Input extends { readonly clientMessageId: string | number }, Result> {
  private snapshot: readonly OutboxEntry<Input>[] = [];
  private readonly busy = new Set<string>();
  private readonly changed = new Listeners<[]>();
  private readonly pauses = new Pauses();
  private readonly store: Store;
  private readonly prefix: string;
  private stopped = false;

  constructor(private readonly options: OutboxOptions<Input, Result>) {
    this.store = options.store ?? memoryStore();
    this.prefix = `confab:outbox:${options.owner}:`;
    this.snapshot = this.restore();
    for (const { input } of this.snapshot) void this.drain(options.queueKey(input));
  }

  /** The same array until something changes, as React's useSyncExternalStore wants it. */
  readonly entries = (): readonly OutboxEntry<Input>[] => this.snapshot;

  readonly onChange = (listener: () => void): (() => void) => this.changed.add(listener);

  add(input: Input): OutboxEntry<Input> {
    if (this.snapshot.length >= (this.options.maxEntries ?? 200)) {
      throw new RangeError("Too many messages are waiting to be sent.");
    }
    const clientMessageId = String(input.clientMessageId);
    const entry: OutboxEntry<Input> = {
      clientMessageId,
      input,
      state: "queued",
      attempts: 0,
      createdAtMs: Date.now(),
      error: null,
    };
    this.replace([...this.snapshot, entry]);
    this.store.set(this.prefix + clientMessageId, JSON.stringify(entry));
    void this.drain(this.options.queueKey(input));
    return entry;
  }

  /** Sends a failed entry again. */
  retry(clientMessageId: string): void {
    const entry = this.find(clientMessageId);
    if (!entry || entry.state !== "failed") return;
    this.update(clientMessageId, { state: "queued", attempts: 0, error: null });
    void this.drain(this.options.queueKey(entry.input));
  }

  discard(clientMessageId: string): void {
    if (this.find(clientMessageId)?.state !== "sending") this.remove(clientMessageId);
  }

  /** Ends the pauses between attempts: the line is back. */
  wake(): void {
    this.pauses.wake();
  }

  /** Stops sending and keeps what is stored for the next run. */
  dispose(): void {
    this.stopped = true;
    this.pauses.wake();
  }

  private async drain(queueKey: string): Promise<void> {
    if (this.busy.has(queueKey)) return;
    this.busy.add(queueKey);
    try {
      for (;;) {
        const next = this.snapshot.find(
          (e) => e.state === "queued" && this.options.queueKey(e.input) === queueKey,
        );
        if (!next || this.stopped) return;
        await this.attempt(next);
      }
    } finally {
      this.busy.delete(queueKey);
    }
  }

  private async attempt(entry: OutboxEntry<Input>): Promise<void> {
    const { clientMessageId, input } = entry;
    const attempts = entry.attempts + 1;
    this.update(clientMessageId, { state: "sending", attempts });
    try {
      const result = await this.options.send(input);
      if (this.stopped) return;
      try {
        this.options.onSent?.(result, entry);
      } catch (thrown) {
        tell(this.options.error, handlerError(thrown));
      }
      this.remove(clientMessageId);
    } catch (thrown) {
      const error = toConfabError(thrown);
      const again = isWorthAnother(error, attempts);
      const { code, message } = error;
      this.update(clientMessageId, {
        state: again ? "queued" : "failed",
        error: { code, message },
      });
      if (again)
        await this.pauses.wait(error.retryAfterMs ?? backoffMs(attempts - 1, this.options.backoff));
    }
  }

  private find(clientMessageId: string): OutboxEntry<Input> | undefined {
    return this.snapshot.find((e) => e.clientMessageId === clientMessageId);
  }

  private update(clientMessageId: string, change: Partial<OutboxEntry<Input>>): void {
    if (!this.find(clientMessageId)) return;
    this.replace(
      this.snapshot.map((e) => (e.clientMessageId === clientMessageId ? { ...e, ...change } : e)),
    );
    const entry = this.find(clientMessageId);
    if (entry) this.store.set(this.prefix + clientMessageId, JSON.stringify(entry));
  }

  private remove(clientMessageId: string): void {
    this.store.delete(this.prefix + clientMessageId);
    this.replace(this.snapshot.filter((e) => e.clientMessageId !== clientMessageId));
  }

  private replace(entries: readonly OutboxEntry<Input>[]): void {
    this.snapshot = entries;
    this.changed.emit();
  }

  private restore(): readonly OutboxEntry<Input>[] {
    const entries: OutboxEntry<Input>[] = [];
    for (const key of this.store.keys()) {
      if (!key.startsWith(this.prefix)) continue;
      try {
        const entry = JSON.parse(this.store.get(key) ?? "") as OutboxEntry<Input>;
        // What was on its way when the last run ended may have arrived: asking again tells.
        entries.push({ ...entry, state: entry.state === "failed" ? "failed" : "queued" });
      } catch {
        this.store.delete(key);
      }
    }
    return entries.sort((a, b) => a.createdAtMs - b.createdAtMs);
  }
}

function isWorthAnother(error: ConfabError, attempts: number): boolean {
  // Signed out for a moment (a renewal that failed) counts as a cut line.
  if (error.code === "UNAUTHENTICATED") return attempts < MAX_FAULTS;
  if (error.code === "INTERNAL_SERVER_ERROR") return attempts < MAX_FAULTS;
  return error.retryable;
}
