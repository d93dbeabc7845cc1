import type { Types } from "mongoose";
import type { Assertion, Attestation } from "./passkey-answer.js";

/** As browsers take it: `PublicKeyCredential.parseRequestOptionsFromJSON` and its like. */
export type WebAuthnOptions = Record<string, unknown>;

/** Enough for a browser to find it. */
export interface KnownCredential {
  readonly credentialId: string;
  readonly transports: readonly string[];
}

/** What is kept of a passkey, and compared with what its authenticator answers. */
interface Credential extends KnownCredential {
  readonly publicKey: string;
  readonly counter: number;
  readonly backedUp: boolean;
}

/** What authenticators and the server have in common: WebAuthn, level 3. */
export interface Authenticators {
  creationOptions(asked: {
    readonly userId: Types.ObjectId;
    /** What a person tells their accounts by. */
    readonly label: string;
    readonly name: string;
    readonly challenge: string;
    readonly known: readonly KnownCredential[];
  }): Promise<WebAuthnOptions>;
  /** `known` null: whichever passkey the person chooses. */
  requestOptions(
    challenge: string,
    known: readonly KnownCredential[] | null,
  ): Promise<WebAuthnOptions>;
  /** Null: it does not answer that challenge, comes from elsewhere, or nobody was verified. */
  created(attestation: Attestation, challenge: string): Promise<Credential | null>;
  /** In the same way; with the counter and what else has changed. */
  asserted(
    assertion: Assertion,
    challenge: string,
    credential: Credential,
  ): Promise<Pick<Credential, "counter" | "backedUp"> | null>;
}
