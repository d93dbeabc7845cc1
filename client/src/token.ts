/** `AuthTokens` of the schema. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: string;
  readonly tokenType: string;
}

export interface StoredTokens extends Tokens {
  /** When the access token expires by this machine's clock, which may be off by hours. */
  readonly expiresAtLocalMs: number;
}

export function stamp(tokens: Tokens, nowMs: number): StoredTokens {
  const lifetimeMs = lifetimeOf(tokens.accessToken);
  const expiresAtMs = Date.parse(tokens.accessTokenExpiresAt) || Number.POSITIVE_INFINITY;
  const expiresAtLocalMs = lifetimeMs === undefined ? expiresAtMs : nowMs + lifetimeMs;
  return { ...tokens, expiresAtLocalMs };
}

/** What `getToken` may bring: a token of `issueTokens` or `exchangeToken`, or the text of one. */
export type BroughtToken = string | Tokens;

export function broughtTokens(token: BroughtToken): Tokens {
  if (typeof token !== "string") return token;
  const tokens = { accessToken: token, accessTokenExpiresAt: "", refreshToken: "" };
  return { ...tokens, refreshTokenExpiresAt: "", tokenType: "Bearer" };
}

/** A key of a backend opens what all of its users may, and a browser shows it to each of them. */
export function keepKeyOut(accessToken: string): void {
  const isBrowser = "document" in globalThis;
  if (isBrowser && accessToken.startsWith("cfs_"))
    throw new Error(
      "A service key stays on your server: give the browser a token of its user (getToken).",
    );
}

export function authorizationOf(tokens: Tokens): string {
  return `${tokens.tokenType} ${tokens.accessToken}`;
}

/** exp - iat: a duration, which needs no agreement about what time it is. */
function lifetimeOf(jwt: string): number | undefined {
  try {
    const payload = (jwt.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const { iat, exp } = JSON.parse(atob(payload)) as { iat?: unknown; exp?: unknown };
    return typeof iat === "number" && typeof exp === "number" ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}
