import type { Argon2Hash, ScryptHash } from "./phc-hash.js";

/** A slow hash. Each call takes a core for long: limit how many there are at once. */
export interface PasswordHashing {
  /** `text`: at most 72 bytes. Each round more doubles the time. */
  hash(text: string, rounds: number): Promise<string>;
  matches(text: string, hashed: string): Promise<boolean>;
  roundsOf(hashed: string): number;
  /** Of other systems only, and within the bounds of whoever read it. */
  matchesPhc(text: string, hash: ScryptHash | Argon2Hash): Promise<boolean>;
  /** Whether the optional package is installed. */
  readonly hasArgon2: boolean;
}
