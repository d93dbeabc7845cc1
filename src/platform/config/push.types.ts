import type { PushPayload } from "../core/push.js";

/** By which a server says who it is to the push services of browsers; the public key follows from it. */
export interface VapidConfig {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly subject: string;
}

/** A service account of Firebase. */
export interface FcmConfig {
  readonly projectId: string;
  readonly clientEmail: string;
  readonly privateKey: string;
  readonly tokenUrl: string;
  readonly apiUrl: string;
}

/** A key of a team of Apple's, and the app that it is for. */
export interface ApnsConfig {
  readonly key: string;
  readonly keyId: string;
  readonly teamId: string;
  readonly topic: string;
  readonly origin: string;
}

export interface ExpoConfig {
  /** Null: the project does not ask for one. */
  readonly accessToken: string | null;
  readonly apiUrl: string;
}

/** Each service that is null is not offered. */
export interface PushConfig {
  readonly vapid: VapidConfig | null;
  readonly fcm: FcmConfig | null;
  readonly apns: ApnsConfig | null;
  readonly expo: ExpoConfig | null;
  /** The most that is ever told. */
  readonly payload: PushPayload;
  /** How long whoever is connected has to show that they are there. */
  readonly graceMs: number;
  readonly timeoutMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
}
