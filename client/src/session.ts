import { ConfabError } from "./error.js";
import type { ConfabErrorCode } from "./error-code.js";
import { Listeners } from "./listeners.js";
import { memoryStore, type Store } from "./store.js";
import { authorizationOf, stamp, type StoredTokens, type Tokens } from "./token.js";

const END_BY_CODE: Partial<Record<ConfabErrorCode, SessionEnd>> = {
  REFRESH_INVALID: "REFRESH_INVALID",
  REFRESH_REUSED: "REFRESH_REUSED",
  UNAUTHENTICATED: "REFRESH_INVALID",
  ACCOUNT_SUSPENDED: "SESSION_REVOKED",
};

const KEY = "confab:session";
/** A token is renewed this long before it expires, or after half of its life if that is shorter. */
const LEEWAY_MS = 60_000;

export type SessionEnd = "SIGNED_OUT" | "SESSION_REVOKED" | "REFRESH_INVALID" | "REFRESH_REUSED";

/** Who is signed in on this device. */
export interface Session {
  readonly tokens: Tokens | null;
  readonly signedIn: boolean;
  onChange(listener: (tokens: Tokens | null, why: SessionEnd | null) => void): () => void;
  /** After a login, a confirmation, a password change. */
  set(tokens: Tokens): void;
  /** Forgets the tokens on this device; the server is told by the `logout` mutation. */
  end(why?: SessionEnd): void;
  /** The value of the Authorization header, renewed first if it must be; null when signed out. */
  authorization(): Promise<string | null>;
}

export interface SessionOptions {
  readonly store?: Store | undefined;
  /** Brings new tokens; throws a ConfabError. The refresh token is null where there is none. */
  readonly exchange: (refreshToken: string | null) => Promise<Tokens>;
  /** Tokens come without a login here: somebody is signed in from the start, until the end. */
  readonly isBrought?: boolean | undefined;
  readonly now?: (() => number) | undefined;
}

interface Locks {
  request<T>(name: string, callback: () => Promise<T>): Promise<T>;
}

/** Renews the access token before it expires, once however many callers ask. */
export class StoredSession implements Session {
  private current: StoredTokens | null;
  private renewal: Promise<StoredTokens> | undefined;
  private hasEnded = false;
  private readonly isBrought: boolean;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly changed = new Listeners<[tokens: Tokens | null, why: SessionEnd | null]>();
  private readonly store: Store;
  private readonly exchange: SessionOptions["exchange"];
  private readonly now: () => number;
  private readonly unwatch: (() => void) | undefined;

  constructor(options: SessionOptions) {
    this.store = options.store ?? memoryStore();
    this.exchange = options.exchange;
    this.isBrought = options.isBrought ?? false;
    this.now = options.now ?? Date.now;
    this.current = this.read();
    this.schedule();
    this.unwatch = this.store.watch?.((key) => {
      if (key === KEY || key === null) this.adopt(this.read(), "SIGNED_OUT");
    });
  }

  get tokens(): Tokens | null {
    return this.current;
  }

  get signedIn(): boolean {
    return this.current !== null || (this.isBrought && !this.hasEnded);
  }

  onChange(listener: (tokens: Tokens | null, why: SessionEnd | null) => void): () => void {
    return this.changed.add(listener);
  }

  set(tokens: Tokens): StoredTokens {
    this.hasEnded = false;
    const stamped = stamp(tokens, this.now());
    this.store.set(KEY, JSON.stringify(stamped));
    this.adopt(stamped, null);
    return stamped;
  }

  end(why: SessionEnd = "SIGNED_OUT"): void {
    this.hasEnded = true;
    this.store.delete(KEY);
    this.adopt(null, why);
  }

  async authorization(): Promise<string | null> {
    if (!this.signedIn) return null;
    const isFresh = this.current && this.current.expiresAtLocalMs - this.now() > 5_000;
    return authorizationOf(this.current && isFresh ? this.current : await this.renew());
  }

  /** Renews at once. `refused` is the access token that the server did not take, if that is why. */
  renew(refused?: string): Promise<StoredTokens> {
    if (refused !== undefined && this.current && this.current.accessToken !== refused) {
      return Promise.resolve(this.current);
    }
    this.renewal ??= this.locked(() => this.exchangeNewest()).finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.unwatch?.();
  }

  // Two tabs share one refresh token, and the server takes the use of an old one for theft.
  private locked<T>(work: () => Promise<T>): Promise<T> {
    const { navigator } = globalThis as { navigator?: { locks?: Locks } };
    return navigator?.locks ? navigator.locks.request(KEY, work) : work();
  }

  private async exchangeNewest(): Promise<StoredTokens> {
    const held = this.current;
    const stored = this.read();
    if (held && stored && stored.accessToken !== held.accessToken) {
      this.adopt(stored, null);
      return stored;
    }
    if (!this.signedIn)
      throw new ConfabError({ code: "UNAUTHENTICATED", message: "You are signed out." });
    try {
      const renewed = await this.exchange(held?.refreshToken ?? null);
      // A sign-out or another login while the answer was on its way wins over it.
      if (this.current !== held || !this.signedIn)
        throw new ConfabError({ code: "UNAUTHENTICATED", message: "The session changed." });
      return this.set(renewed);
    } catch (error) {
      if (this.current === held) {
        const why = error instanceof ConfabError ? END_BY_CODE[error.code] : undefined;
        if (why) this.end(why);
      }
      throw error;
    }
  }

  private read(): StoredTokens | null {
    const text = this.store.get(KEY);
    if (text === null) return null;
    try {
      return JSON.parse(text) as StoredTokens;
    } catch {
      return null;
    }
  }

  private adopt(tokens: StoredTokens | null, why: SessionEnd | null): void {
    if (tokens?.accessToken === this.current?.accessToken) return;
    this.current = tokens;
    this.schedule();
    this.changed.emit(tokens, tokens ? null : why);
  }

  private schedule(failures = 0): void {
    clearTimeout(this.timer);
    if (!this.current || this.current.expiresAtLocalMs === Number.POSITIVE_INFINITY) return;
    const leftMs = this.current.expiresAtLocalMs - this.now();
    const dueMs = Math.max(leftMs - LEEWAY_MS, leftMs / 2, 0);
    const retryMs = Math.min(1_000 * 2 ** failures, 30_000);
    this.timer = setTimeout(
      () => void this.renew().catch(() => this.schedule(failures + 1)),
      // setTimeout counts in 32 bits.
      Math.min(failures > 0 ? retryMs : dueMs, 2_147_483_647),
    );
    // A process that has nothing else to do may exit.
    (this.timer as { unref?: () => void }).unref?.();
  }
}
