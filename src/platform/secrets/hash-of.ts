import { createHash } from "node:crypto";

/**
 * What is kept of a secret of our own making, or of a token that is signed: nobody guesses these,
 * however fast they can try, so that a plain hash is enough. Passwords and codes take a slow one.
 */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
