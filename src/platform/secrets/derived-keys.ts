import { createHash, hkdfSync } from "node:crypto";
import type { NamedKey } from "./vault.js";

/** The one that is used; the others only open what they once closed. */
export function derivedKey(secrets: readonly Buffer[], purpose: string): Buffer {
  const [first] = derivedKeys(secrets.slice(0, 1), purpose);
  if (!first) throw new Error("there is no secret to derive keys from");
  return first.key;
}

/** A key of its own for each purpose, out of each of the configured secrets, in their order. */
export function derivedKeys(secrets: readonly Buffer[], purpose: string): NamedKey[] {
  return secrets.map((secret) => {
    const key = Buffer.from(hkdfSync("sha256", secret, "confab", purpose, 32));
    return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
  });
}
