import { randomUUID } from "node:crypto";
import { AsyncScope } from "./async-scope.js";

/** What is known of a request, for the lines of the log about it. */
export interface RequestFacts {
  readonly requestId: string;
  readonly ipAddress: string;
  /** Whose it is, once that is known. */
  readonly userId: string | null;
}

/** Of a request over HTTP, or of an operation over a socket. */
export function newRequest(ipAddress: string, userId: string | null = null): RequestFacts {
  return { requestId: randomUUID(), ipAddress, userId };
}

/** Around what may tell the security log something from deep below. */
export const requestScope = new AsyncScope<RequestFacts>();
