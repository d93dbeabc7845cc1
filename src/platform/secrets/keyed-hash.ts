import { createHmac, timingSafeEqual } from "node:crypto";
import type { NamedKey } from "./vault.js";

const HASH_BYTES = 32;

/**
 * HMAC-SHA-256 under keys that are rotated: made under the first, recognised under any, so that
 * nodes whose lists are in another order take what the others made.
 */
export class KeyedHash {
  constructor(private readonly keys: readonly NamedKey[]) {}

  of(data: string | Buffer): Buffer {
    const [first] = this.all(data);
    if (!first) throw new Error("a keyed hash needs a key");
    return first;
  }

  /** What was made of that may be any of these; the current one is the first. */
  all(data: string | Buffer): Buffer[] {
    return this.keys.map(({ key }) => createHmac("sha256", key).update(data).digest());
  }

  /** Whether one of the keys made `given` of that; `bytes`: of a hash that was cut. In even time. */
  fits(data: string | Buffer, given: Buffer, bytes = HASH_BYTES): boolean {
    if (given.length !== bytes) return false;
    const right = this.all(data).map((hash) => timingSafeEqual(hash.subarray(0, bytes), given));
    return right.includes(true);
  }

  /** As `of` in base64url, which is what stands in links and rows. */
  text(data: string): string {
    return this.of(data).toString("base64url");
  }

  /** As `fits`; another spelling of the same bytes does not. */
  fitsText(data: string, text: string): boolean {
    const given = Buffer.from(text, "base64url");
    return given.toString("base64url") === text && this.fits(data, given);
  }
}
