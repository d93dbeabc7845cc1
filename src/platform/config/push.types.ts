import type { PushPayload } from "../core/push.js";

/** By which a server says who it is to the push services of browsers; the public key follows from it. */
export interface VapidConfig {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly subject: string;
}

/** Each service that is null is not offered. */
export interface PushConfig {
  readonly vapid: VapidConfig | null;
  /** The most that is ever told. */
  readonly payload: PushPayload;
  /** How long whoever is connected has to show that they are there. */
  readonly graceMs: number;
  readonly timeoutMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
}
