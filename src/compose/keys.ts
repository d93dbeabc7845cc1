import { createHash, hkdfSync } from "node:crypto";
import type { NamedKey } from "../secrets/vault.js";

/** Each purpose has a key of its own, so that what leaks of one says nothing about another. */
export function deriveKey(secret: Buffer, purpose: string): NamedKey {
  const key = Buffer.from(hkdfSync("sha256", secret, "confab", purpose, 32));
  return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
}
