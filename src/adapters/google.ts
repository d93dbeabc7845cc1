import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import type { GoogleAccounts } from "../account/auth/google-accounts.js";
import { AppError, ErrorCode } from "../platform/core/errors.js";

const ISSUERS = ["https://accounts.google.com", "accounts.google.com"];
const MAX_TOKEN_CHARS = 4_000;

/** `keysUrl` answers Google's public keys; they are fetched when needed and kept. */
export function createGoogleAccounts(options: {
  readonly clientId: string;
  readonly keysUrl: string;
}): GoogleAccounts {
  const keys = createRemoteJWKSet(new URL(options.keysUrl), { timeoutDuration: 2_000 });
  return {
    async identify(idToken) {
      if (idToken.length > MAX_TOKEN_CHARS) return null;
      try {
        const { payload } = await jwtVerify(idToken, keys, {
          algorithms: ["RS256"],
          audience: options.clientId,
          issuer: ISSUERS,
          requiredClaims: ["sub", "exp", "iat"],
          clockTolerance: 5,
        });
        const { sub = "", exp = 0, email, email_verified: verified, name } = payload;
        if (typeof email !== "string" || verified !== true) return null;
        return {
          // Google uses both spellings of its name for one and the same account.
          key: `accounts.google.com|${sub}`,
          email,
          name: typeof name === "string" ? name : null,
          expiresAt: new Date(exp * 1_000),
        };
      } catch (error) {
        if (isRefusal(error)) return null;
        throw new AppError(
          ErrorCode.SERVICE_UNAVAILABLE,
          "Google does not answer at the moment: try again.",
          {
            retryAfterMs: 5_000,
          },
        );
      }
    },
  };
}

/** Anything else means that the keys could not be had. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== "ERR_JOSE_GENERIC"
  );
}
