import type { Viewer } from "../../platform/core/viewer.js";
import { NOBODY, type Credentials } from "./authenticate.js";
import { CloseCode } from "./close-code.js";
import { TokenBucket } from "./token-bucket.js";

const MAX_TIMER_MS = 2 ** 31 - 1;

/** How much a socket may say: a person's, and a backend's, which pays by its key. */
const PACE = {
  person: {
    operations: { perSecond: 20, burst: 40 },
    messages: { perSecond: 60, burst: 200 },
    subscriptions: 20,
  },
  service: {
    operations: { perSecond: 1_000, burst: 2_000 },
    messages: { perSecond: 3_000, burst: 6_000 },
    subscriptions: 1_000,
  },
} as const;
const CONTROLS = { perSecond: 10, burst: 20 } as const;
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
  private pace: (typeof PACE)[keyof typeof PACE] = PACE.person;
  private operations = bucket(PACE.person.operations);
  /** Of any kind: more than operations and controls make, with the end of each operation. */
  private messages = bucket(PACE.person.messages);
  private readonly refusals = new TokenBucket(REFUSALS.perSecond, REFUSALS.burst);
  private readonly controls = new TokenBucket(CONTROLS.perSecond, CONTROLS.burst);
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

  /** How many operations may be open at a time. */
  get maxSubscriptions(): number {
    return this.pace.subscriptions;
  }

  signIn(credentials: Credentials): void {
    const { viewer, service, expiresAt } = credentials;
    this.credentials = credentials;
    this.expireAt(expiresAt);
    if (service) this.pace = PACE.service;
    if (service) this.operations = bucket(this.pace.operations);
    if (service) this.messages = bucket(this.pace.messages);
    // Whom a service acts for is not there.
    if (viewer && !service) this.onRelease(this.deps.arrive(viewer));
  }

  /** What runs goes on; what comes after it is asked by the renewed viewer. */
  renew(viewer: Viewer): Date {
    const { expiresAt } = viewer;
    this.credentials = { viewer, service: null, expiresAt, credentials: "valid" };
    this.expireAt(viewer.expiresAt);
    return viewer.expiresAt;
  }

  /** Null: it never expires. */
  private expireAt(expiresAt: Date | null): void {
    if (this.expiry) clearTimeout(this.expiry);
    if (!expiresAt || this.released) return;
    // A person's client renews its token in the grace; a key that has ended stays ended.
    const graceMs = this.credentials.service ? 0 : this.deps.expiryGraceMs;
    const leftMs = expiresAt.getTime() - Date.now() + graceMs;
    const expire = (): void => {
      if (leftMs > MAX_TIMER_MS) this.expireAt(expiresAt);
      else this.deps.close(CloseCode.FORBIDDEN, "TOKEN_EXPIRED");
    };
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
    if (this.credentials.viewer || this.credentials.service) return true;
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

function bucket({
  perSecond,
  burst,
}: {
  readonly perSecond: number;
  readonly burst: number;
}): TokenBucket {
  return new TokenBucket(perSecond, burst);
}
