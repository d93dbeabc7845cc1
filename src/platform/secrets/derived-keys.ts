import { createHash, hkdfSync } from "node:crypto";
import type { NamedKey } from "./vault.js";

/**
 * A key of its own for each purpose, out of each of the configured secrets, in their order: the first
 * is used, the others still open and recognise what they once made.
 */
export function derivedKeys(secrets: readonly Buffer[], purpose: string): NamedKey[] {
  return secrets.map((secret) => {
    const key = Buffer.from(hkdfSync("sha256", secret, "confab", purpose, 32));
    return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
  });
}
