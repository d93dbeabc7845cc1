import type { GoogleAccounts } from "../account/auth/google-accounts.js";
import type { OnFault } from "../platform/core/fault.js";
import { createIdentityTokens } from "./identity-tokens.js";
import { RemoteKeys } from "./remote-keys.js";

export const GOOGLE_ISSUER = "https://accounts.google.com";
const ISSUERS = [GOOGLE_ISSUER, "accounts.google.com"];
const MAX_AGE_MS = 24 * 60 * 60_000;

/** `keysUrl` answers Google's public keys; they are fetched when needed and kept. */
export function createGoogleAccounts(
  options: { readonly clientId: string; readonly keysUrl: string },
  onFault: OnFault,
): GoogleAccounts {
  const source = { label: "Google", issuer: GOOGLE_ISSUER, jwksUri: options.keysUrl };
  const tokens = createIdentityTokens({
    ...{ issuers: ISSUERS, audiences: [options.clientId], algorithms: ["RS256"] },
    maxAgeMs: MAX_AGE_MS,
    keys: new RemoteKeys(source, onFault),
  });
  return {
    async identify(idToken) {
      const token = await tokens.login(idToken);
      const { email, email_verified: verified, name } = token?.claims ?? {};
      if (!token?.subject || typeof email !== "string" || verified !== true) return null;
      return {
        // Google uses both spellings of its name for one and the same account.
        key: `accounts.google.com|${token.subject}`,
        subject: token.subject,
        email,
        name: typeof name === "string" ? name : null,
        issuedAt: token.issuedAt,
        expiresAt: token.expiresAt,
      };
    },
  };
}
