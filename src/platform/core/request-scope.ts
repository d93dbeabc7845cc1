import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** What is known of a request wherever work is done for it. */
export interface RequestFacts {
  readonly requestId: string;
  readonly ipAddress: string;
  /** Whose it is, once that is known. */
  userId: string | null;
}

const current = new AsyncLocalStorage<RequestFacts>();

/** Of a request over HTTP, or of a message over a socket. */
export function factsOfRequest(ipAddress: string, userId: string | null = null): RequestFacts {
  return { requestId: randomUUID(), ipAddress, userId };
}

export function withinRequest<T>(facts: RequestFacts, work: () => T): T {
  return current.run(facts, work);
}

/** Null outside of requests: what the server does by itself. */
export function requestAtHand(): RequestFacts | null {
  return current.getStore() ?? null;
}
