import type { RealmName } from "./session.model.js";
import type { TokenClaims, TokenService } from "./token.service.js";

export const ACCESS_TTL_MS = 15 * 60_000;

export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly tokenType: string;
}

/** Signs the two tokens of a session. */
export class TokenIssuer {
  constructor(
    private readonly tokens: TokenService,
    private readonly prefixes: Readonly<Record<RealmName, string>>,
  ) {}

  /** The access token ends with the refresh token at the latest. */
  issue(refresh: TokenClaims, refreshIssuedAt: Date, now = refreshIssuedAt): IssuedTokens {
    const endsAt = Math.min(now.getTime() + ACCESS_TTL_MS, refresh.expiresAt.getTime());
    const access = {
      ...refresh,
      tokenId: this.tokens.newTokenId(),
      expiresAt: new Date(endsAt),
    };
    return {
      accessToken: this.tokens.sign("access", access, now),
      accessTokenExpiresAt: access.expiresAt,
      refreshToken: this.tokens.sign("refresh", refresh, refreshIssuedAt),
      refreshTokenExpiresAt: refresh.expiresAt,
      tokenType: this.prefixes[refresh.realm],
    };
  }
}
