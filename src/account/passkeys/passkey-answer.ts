import { badInput } from "../../platform/core/errors.js";

const BASE64URL = /^[\w-]+$/;
/** The largest keys and statements that there are take a tenth. */
const MAX_CHARS = 20_000;
const MAX_TRANSPORTS = 10;

/** What both have; bytes in base64url. */
interface Answer {
  readonly credentialId: string;
  readonly clientDataJSON: string;
  /** As the client data names it. */
  readonly challenge: string;
  /** Where the page was that asked. */
  readonly origin: string;
  /** Whether that page stood inside another one's. */
  readonly crossOrigin: boolean;
}

/** A new credential. */
export interface Attestation extends Answer {
  readonly attestationObject: string;
  readonly transports: readonly string[];
}

/** A signature by one that is known. */
export interface Assertion extends Answer {
  readonly authenticatorData: string;
  readonly signature: string;
  /** Whose it is, as the authenticator was told when it was made. */
  readonly userHandle: string | null;
}

/** Throws BAD_USER_INPUT where it is not what `PublicKeyCredential.toJSON()` gives. */
export function readAttestation(given: unknown, field: string): Attestation {
  const { response, ...answer } = readAnswer(given, field);
  const { transports } = response;
  return {
    ...answer,
    attestationObject: readBytes(response["attestationObject"], field),
    transports: Array.isArray(transports) ? transports.filter(isWord).slice(0, MAX_TRANSPORTS) : [],
  };
}

export function readAssertion(given: unknown, field: string): Assertion {
  const { response, ...answer } = readAnswer(given, field);
  const { userHandle } = response;
  return {
    ...answer,
    authenticatorData: readBytes(response["authenticatorData"], field),
    signature: readBytes(response["signature"], field),
    userHandle: userHandle ? readBytes(userHandle, field) : null,
  };
}

function readAnswer(
  given: unknown,
  field: string,
): Answer & { readonly response: Record<string, unknown> } {
  const credential = readObject(given, field);
  const response = readObject(credential["response"], field);
  const clientDataJSON = readBytes(response["clientDataJSON"], field);
  const { challenge, origin, crossOrigin } = readClientData(clientDataJSON, field);
  if (typeof challenge !== "string" || typeof origin !== "string") throw malformed(field);
  const credentialId = readBytes(credential["id"], field);
  const isCross = crossOrigin !== undefined && crossOrigin !== false;
  return { credentialId, clientDataJSON, challenge, origin, crossOrigin: isCross, response };
}

function readClientData(encoded: string, field: string): Record<string, unknown> {
  try {
    return readObject(JSON.parse(Buffer.from(encoded, "base64url").toString()), field);
  } catch {
    throw malformed(field);
  }
}

function readObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw malformed(field);
  return value as Record<string, unknown>;
}

function readBytes(value: unknown, field: string): string {
  if (typeof value !== "string" || value.length > MAX_CHARS || !BASE64URL.test(value))
    throw malformed(field);
  return value;
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && /^[a-z-]{1,20}$/.test(value);
}

function malformed(field: string): Error {
  return badInput(field, "That is not what a passkey answers: give it as the browser gave it.");
}
