import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticatorTransport,
} from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import type {
  Authenticators,
  KnownCredential,
  WebAuthnOptions,
} from "../account/passkeys/authenticators.js";
import type { Assertion, Attestation } from "../account/passkeys/passkey-answer.js";
import type { RelyingParty } from "../platform/config/config.types.js";

const NAME = "Confab";
/** ES256 and RS256: every authenticator has one of them. */
const ALGORITHMS = [-7, -257];
const ANY_PORT = /:\*$/;
/** The person shows a finger, a face or a PIN: then a passkey is two factors in one. */
const VERIFIED = "required";

/** Whoever signs says where: on one of our pages, and for our domain. */
export function createAuthenticators(
  { id: rpID, origins }: RelyingParty,
  timeoutMs: number,
): Authenticators {
  const exact = new Set(origins);
  const isOurs = ({ origin, crossOrigin }: Attestation | Assertion): boolean =>
    !crossOrigin &&
    (exact.has(origin) ||
      origins.some(
        (one) => ANY_PORT.test(one) && origin.replace(/:\d+$/, "") === one.replace(ANY_PORT, ""),
      ));
  return {
    async creationOptions({ userId, label, name, challenge, known }) {
      const options = await generateRegistrationOptions({
        ...{ rpName: NAME, rpID, userName: label, userDisplayName: name },
        userID: bytesOf(Buffer.from(userId.toHexString(), "hex")),
        challenge: challengeOf(challenge),
        timeout: timeoutMs,
        attestationType: "none",
        excludeCredentials: known.map(descriptorOf),
        authenticatorSelection: { residentKey: "required", userVerification: VERIFIED },
        supportedAlgorithmIDs: ALGORITHMS,
      });
      return plain(options);
    },
    async requestOptions(challenge, known) {
      const options = await generateAuthenticationOptions({
        ...{ rpID, challenge: challengeOf(challenge), userVerification: VERIFIED },
        timeout: timeoutMs,
        ...(known && { allowCredentials: known.map(descriptorOf) }),
      });
      return plain(options);
    },
    async created(attestation, challenge) {
      if (!isOurs(attestation) || !isPlain(attestation.attestationObject)) return null;
      const { credentialId: id, clientDataJSON, attestationObject } = attestation;
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: { ...of(id), response: { clientDataJSON, attestationObject } },
        ...{ expectedChallenge: challenge, expectedOrigin: attestation.origin },
        expectedRPID: rpID,
        supportedAlgorithmIDs: ALGORITHMS,
      }).catch(() => ({ verified: false, registrationInfo: undefined }));
      if (!verified || !registrationInfo) return null;
      const { credential, credentialBackedUp: backedUp } = registrationInfo;
      return {
        ...{ credentialId: credential.id, counter: credential.counter, backedUp },
        publicKey: Buffer.from(credential.publicKey).toString("base64url"),
        transports: attestation.transports,
      };
    },
    async asserted(assertion, challenge, { publicKey, counter, ...known }) {
      if (!isOurs(assertion) || assertion.credentialId !== known.credentialId) return null;
      const { credentialId: id, clientDataJSON, authenticatorData, signature } = assertion;
      const key = bytesOf(Buffer.from(publicKey, "base64url"));
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...of(id), response: { clientDataJSON, authenticatorData, signature } },
        ...{ expectedChallenge: challenge, expectedOrigin: assertion.origin },
        expectedRPID: rpID,
        credential: { id, publicKey: key, counter },
      }).catch(() => ({ verified: false, authenticationInfo: undefined }));
      if (!verified || !authenticationInfo) return null;
      const { newCounter, credentialBackedUp: backedUp } = authenticationInfo;
      return { counter: newCounter, backedUp };
    },
  };
}

/**
 * Without certificates. Nobody asked for any, and to check them would fetch the addresses that are
 * in them.
 */
function isPlain(attestationObject: string): boolean {
  try {
    const decoded = decodeAttestationObject(bytesOf(Buffer.from(attestationObject, "base64url")));
    const format = decoded.get("fmt");
    // Security keys that vouch for themselves do so without a certificate.
    const vouches = format === "packed" && decoded.get("attStmt").get("x5c") === undefined;
    return format === "none" || vouches;
  } catch {
    return false;
  }
}

/** What a browser says of every credential. */
function of(id: string) {
  return { id, rawId: id, type: "public-key", clientExtensionResults: {} } as const;
}

function descriptorOf({ credentialId: id, transports }: KnownCredential) {
  return { id, transports: [...transports] as AuthenticatorTransport[] };
}

/** The very bytes that the challenge is the base64url of: text would be encoded once more. */
function challengeOf(challenge: string): Uint8Array<ArrayBuffer> {
  return bytesOf(Buffer.from(challenge, "base64url"));
}

function bytesOf(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}

/** Without what is not there: JSON has no undefined. */
function plain(options: object): WebAuthnOptions {
  return JSON.parse(JSON.stringify(options)) as WebAuthnOptions;
}
