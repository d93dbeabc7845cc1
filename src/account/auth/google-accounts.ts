/** What Google says of somebody, after its signature, audience, issuer and expiry were checked. */
export interface GoogleIdentity {
  /** Issuer and subject: what names the Google account for ever. */
  readonly key: string;
  readonly subject: string;
  readonly email: string;
  readonly name: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export interface GoogleAccounts {
  /** Null: the token is not good. Throws SERVICE_UNAVAILABLE while Google's keys cannot be had. */
  identify(idToken: string): Promise<GoogleIdentity | null>;
}
