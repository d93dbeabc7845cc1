/** What a provider says, after its signature, issuer, audience and times were checked. */
export interface IdentityToken {
  readonly subject: string | null;
  /** The provider's name of the login that it belongs to. */
  readonly sid: string | null;
  readonly jti: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface IdentityTokens {
  /** Null: it is no good. Throws SERVICE_UNAVAILABLE while the provider's keys cannot be had. */
  login(token: string): Promise<IdentityToken | null>;
  /** As OpenID Connect Back-Channel Logout has them. */
  logout(token: string): Promise<IdentityToken | null>;
}
