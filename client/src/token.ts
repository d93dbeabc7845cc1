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
  const expiresAtLocalMs =
    lifetimeMs === undefined ? Date.parse(tokens.accessTokenExpiresAt) : nowMs + lifetimeMs;
  const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt, tokenType } =
    tokens;
  return {
    accessToken,
    accessTokenExpiresAt,
    refreshToken,
    refreshTokenExpiresAt,
    tokenType,
    expiresAtLocalMs,
  };
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
