interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  /** In bytes: its table and what comes beside it. */
  readonly maxmem: number;
}

/** What another system's memory-hard hash asks for, in the form of the password hashing competition. */
export interface ScryptHash {
  readonly kind: "scrypt";
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export interface Argon2Hash {
  readonly kind: "argon2";
  /** As it was written: whoever checks it reads that form. */
  readonly text: string;
}

/** It is one, and asks for more than a login may. */
export const TOO_COSTLY = "too costly";

/** In bytes. As many logins at once as there are cores but one may take it. */
const MAX_MEMORY = 128 * 1_048_576;
/** What scrypt takes beside its table. */
const BESIDE_BYTES = 1_048_576;
/** N · r · p of scrypt: about a second. */
const MAX_SCRYPT_WORK = 2 ** 21;
/** Of argon2, over all passes: about half a second. */
const MAX_ARGON2_BYTES = 2 ** 30;
const MAX_LANES = 16;
const SALT_BYTES = [8, 48] as const;
const HASH_BYTES = [16, 64] as const;
const SCRYPT = /^\$scrypt\$([a-z0-9=,]{1,40})\$([A-Za-z0-9+/]{1,90})\$([A-Za-z0-9+/]{1,90})$/;
const ARGON2 =
  /^\$argon2(?:id|i|d)(?:\$v=(?:16|19))?\$([a-z0-9=,]{1,40})\$([A-Za-z0-9+/]{1,90})\$([A-Za-z0-9+/]{1,90})$/;

/** Null: it is neither, or not well formed. Nothing of it has been run by then. */
export function readPhc(text: string): ScryptHash | Argon2Hash | typeof TOO_COSTLY | null {
  const [form, kind] = text.startsWith("$scrypt$") ? [SCRYPT, "scrypt"] : [ARGON2, "argon2"];
  const [, given = "", salt64 = "", hash64 = ""] = form.exec(text) ?? [];
  const salt = bytesOf(salt64, SALT_BYTES);
  const hash = bytesOf(hash64, HASH_BYTES);
  if (!salt || !hash) return null;
  if (kind === "scrypt") return scrypt(given, salt, hash);
  const [m, t, p] = numbersOf(given, ["m", "t", "p"]) ?? [];
  if (!m || !t || !p || m < 8 * p) return null;
  const bytes = m * 1_024;
  const isBounded = bytes <= MAX_MEMORY && bytes * t <= MAX_ARGON2_BYTES && p <= MAX_LANES;
  return isBounded ? { kind: "argon2", text } : TOO_COSTLY;
}

function scrypt(given: string, salt: Buffer, hash: Buffer): ScryptHash | typeof TOO_COSTLY | null {
  const [ln, r, p] = numbersOf(given, ["ln", "r", "p"]) ?? [];
  // Where r is small, the algorithm itself knows no larger N.
  if (!ln || !r || !p || ln >= 16 * r) return null;
  const N = 2 ** ln;
  const maxmem = 128 * r * (N + p + 2);
  if (maxmem > MAX_MEMORY + BESIDE_BYTES || N * r * p > MAX_SCRYPT_WORK) return TOO_COSTLY;
  return { kind: "scrypt", cost: { N, r, p, maxmem }, salt, hash };
}

/** Each once, in any order, as the libraries differ in it. */
function numbersOf(given: string, names: readonly string[]): number[] | null {
  const pairs = given.split(",").map((pair) => pair.split("="));
  const found = new Map(pairs.map(([name, value]) => [name, value]));
  if (pairs.length !== names.length || names.some((name) => !found.has(name))) return null;
  const values = names.map((name) => found.get(name) ?? "");
  const isPlain = pairs.every((pair) => pair.length === 2) && values.every(isNumber);
  return isPlain ? values.map(Number) : null;
}

function isNumber(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text);
}

/** Base64 without padding, in its one form. */
function bytesOf(text: string, [least, most]: readonly [number, number]): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  const isCanonical = bytes.toString("base64").replaceAll("=", "") === text;
  return isCanonical && bytes.length >= least && bytes.length <= most ? bytes : null;
}
