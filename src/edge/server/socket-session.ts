import type { Viewer } from "../../platform/core/viewer.js";
import { NOBODY, type Credentials } from "./authenticate.js";
import { CloseCode } from "./close-code.js";
import { TokenBucket } from "./token-bucket.js";

const MAX_TIMER_MS = 2 ** 31 - 1;

const OPERATIONS = { perSecond: 20, burst: 40 } as const;
const CONTROLS = { perSecond: 10, burst: 20 } as const;
/** Of any kind: above what the other two let a client say, with the end of each operation. */
const MESSAGES = { perSecond: 60, burst: 200 } as const;
/** Of a socket that nobody has signed in to, in all its time: there is little to ask. */
const OPERATIONS_OF_STRANGER = 10;
/** Refused ones above this make it a flood. */
const REFUSALS = { perSecond: 1, burst: 40 } as const;

export interface SocketSessionDependencies {
  readonly expiryGraceMs: number;
  readonly close: (code: number, reason: string) => void;
  /** Somebody is here; returns what takes that back. */
  readonly arrive: (viewer: Viewer) => () => void;
}

/** What the server holds for one socket besides the protocol: who it is, how long, how fast. */
export class SocketSession {
  credentials: Credentials = NOBODY;
  private readonly operations = new TokenBucket(OPERATIONS.perSecond, OPERATIONS.burst);
  private readonly refusals = new TokenBucket(REFUSALS.perSecond, REFUSALS.burst);
  private readonly controls = new TokenBucket(CONTROLS.perSecond, CONTROLS.burst);
  private readonly messages = new TokenBucket(MESSAGES.perSecond, MESSAGES.burst);
  private readonly cleanups: (() => void)[] = [];
  private expiry: NodeJS.Timeout | null = null;
  private released = false;
  private strangersLeft = OPERATIONS_OF_STRANGER;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: SocketSessionDependencies) {}

  /** Called back once, when the socket has closed; at once where it has closed already. */
  onRelease(cleanup: () => void): void {
    if (this.released) cleanup();
    else this.cleanups.push(cleanup);
  }

  signIn(credentials: Credentials): void {
    this.credentials = credentials;
    this.expireAt(credentials.viewer?.expiresAt ?? null);
    if (credentials.viewer) this.onRelease(this.deps.arrive(credentials.viewer));
  }

  /** What runs goes on; what comes after it is asked by the renewed viewer. */
  renew(viewer: Viewer): Date {
    this.credentials = { viewer, credentials: "valid" };
    this.expireAt(viewer.expiresAt);
    return viewer.expiresAt;
  }

  /** Null: it never expires. */
  private expireAt(expiresAt: Date | null): void {
    if (this.expiry) clearTimeout(this.expiry);
    if (!expiresAt || this.released) return;
    const leftMs = expiresAt.getTime() - Date.now() + this.deps.expiryGraceMs;
    const expire = (): void => this.deps.close(CloseCode.FORBIDDEN, "TOKEN_EXPIRED");
    this.expiry = setTimeout(expire, Math.min(leftMs, MAX_TIMER_MS)).unref();
  }

  /** False: too many operations; a client that does not heed it is closed. */
  admitOperation(): boolean {
    if (this.operations.take()) return true;
    if (!this.refusals.take()) this.deps.close(CloseCode.POLICY, "Too many operations");
    return false;
  }

  /** False: nobody is signed in, and all is said; whoever goes on asking is closed. */
  admitStranger(): boolean {
    if (this.credentials.viewer) return true;
    this.strangersLeft -= 1;
    if (this.strangersLeft >= 0) return true;
    if (this.strangersLeft < -OPERATIONS_OF_STRANGER)
      this.deps.close(CloseCode.POLICY, "Sign in to ask for more");
    return false;
  }

  /** One after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work, work);
    this.turn = next;
    return next;
  }

  /** False: not to be heard. */
  admitMessage(): boolean {
    if (this.messages.take()) return true;
    this.deps.close(CloseCode.POLICY, "Too many messages");
    return false;
  }

  admitControl(): void {
    if (!this.controls.take()) this.deps.close(CloseCode.POLICY, "Too many control messages");
  }

  release(): void {
    this.released = true;
    if (this.expiry) clearTimeout(this.expiry);
    for (const cleanup of this.cleanups.splice(0)) cleanup();
  }
}
