import { AppError, ErrorCode } from "../platform/core/errors.js";
import type { OnFault } from "../platform/core/fault.js";
import { boundedJson } from "./bounded-json.js";
import { Circuit } from "./circuit.js";

/** How long keys are believed, and for how long while their provider cannot be asked. */
const FRESH_MS = 10 * 60_000;
const STALE_MS = 60 * 60_000;
const MAX_KEYS = 100;
/** Anybody can name a key that there is not: so often it is looked for. */
const LOOKS_AT_ONCE = 5;
const ANOTHER_LOOK_MS = 15_000;

export type PublicKeys = readonly Readonly<Record<string, unknown>>[];

export interface KeySource {
  /** For people. */
  readonly label: string;
  readonly issuer: string;
  /** Null: where the issuer says. */
  readonly jwksUri: string | null;
}

/** The public keys of a provider, fetched when they are needed and kept for a while. */
export class RemoteKeys {
  private readonly circuit: Circuit;
  private known: { readonly keys: PublicKeys; readonly at: number } | null = null;
  private underWay: Promise<PublicKeys> | null = null;
  private looks = LOOKS_AT_ONCE;
  private countedAt = performance.now();

  constructor(
    private readonly source: KeySource,
    private readonly onFault: OnFault,
  ) {
    this.circuit = new Circuit(source.label);
  }

  /** Throws SERVICE_UNAVAILABLE where they cannot be had. */
  async current(): Promise<PublicKeys> {
    const { known } = this;
    const ageMs = known ? performance.now() - known.at : Infinity;
    if (known && ageMs < FRESH_MS) return known.keys;
    try {
      return await this.fetched();
    } catch (error) {
      if (known && ageMs < STALE_MS) return known.keys;
      throw error;
    }
  }

  /** Once more, as a key is not among them: the provider may have changed them this moment. */
  renewed(): Promise<PublicKeys> {
    const now = performance.now();
    const grown = (now - this.countedAt) / ANOTHER_LOOK_MS;
    this.looks = Math.min(LOOKS_AT_ONCE, this.looks + grown);
    this.countedAt = now;
    if (this.underWay) return this.underWay;
    if (this.looks < 1)
      throw new AppError(
        ErrorCode.SERVICE_UNAVAILABLE,
        `The keys of ${this.source.label} were looked at too often: try again.`,
        { retryAfterMs: ANOTHER_LOOK_MS },
      );
    this.looks -= 1;
    return this.fetched();
  }

  /** For one that is there and is no key, or a weak one. */
  unusable(error: unknown): AppError {
    this.onFault("the keys of an identity provider cannot be had", error);
    const { label } = this.source;
    return new AppError(ErrorCode.SERVICE_UNAVAILABLE, `A key of ${label} cannot be used.`);
  }

  /** One request, however many wait for it. */
  private fetched(): Promise<PublicKeys> {
    this.underWay ??= this.circuit
      .run(() => this.fetch())
      .finally(() => {
        this.underWay = null;
      });
    return this.underWay;
  }

  private async fetch(): Promise<PublicKeys> {
    try {
      const { keys } = await boundedJson(this.source.jwksUri ?? (await this.discovered()));
      if (!isKeys(keys)) throw new Error("there are no keys, or too many");
      this.known = { keys, at: performance.now() };
      return keys;
    } catch (error) {
      this.onFault("the keys of an identity provider cannot be had", error);
      throw error;
    }
  }

  /** OpenID Connect Discovery 1.0. */
  private async discovered(): Promise<string> {
    const { issuer } = this.source;
    const found = await boundedJson(
      `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    );
    const { jwks_uri: address } = found;
    if (found["issuer"] !== issuer) throw new Error("it says that it is another issuer");
    if (typeof address !== "string" || !URL.canParse(address))
      throw new Error("it does not say where its keys are");
    if (new URL(address).origin !== new URL(issuer).origin)
      throw new Error("its keys are on another origin: name them by jwksUri");
    return address;
  }
}

function isKeys(keys: unknown): keys is PublicKeys {
  return (
    Array.isArray(keys) &&
    keys.length <= MAX_KEYS &&
    keys.every((key) => typeof key === "object" && key !== null)
  );
}
