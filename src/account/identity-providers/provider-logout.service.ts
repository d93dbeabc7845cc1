import type { SessionService } from "../sessions/session.service.js";
import type { Session } from "../sessions/session.model.js";
import type { IdentityToken } from "./identity-token.js";
import type { ProviderLogouts } from "./provider-logouts.js";
import type { Provider, Providers } from "./provider.js";
import type { UsedTokens } from "./used-tokens.js";

export interface ProviderLogoutDependencies {
  readonly providers: Providers;
  readonly used: UsedTokens;
  readonly logouts: ProviderLogouts;
  readonly sessions: SessionService;
}

/** OpenID Connect Back-Channel Logout 1.0: a provider tells that somebody has logged out there. */
export class ProviderLogoutService {
  constructor(private readonly deps: ProviderLogoutDependencies) {}

  /** False: the token is no good, or was used before. */
  async logout(token: string): Promise<boolean> {
    const issuer = issuerIn(token);
    const provider = issuer === null ? null : this.deps.providers.get(issuer);
    const found = provider && (await provider.tokens.logout(token));
    if (!found) return false;
    const name = `logout ${found.jti ?? ""}`;
    if (!(await this.deps.used.use(provider.name, name, found.expiresAt))) return false;
    try {
      await this.end(found, provider);
    } catch (error) {
      await this.deps.used.giveBack(provider.name, name);
      throw error;
    }
    return true;
  }

  /** Written down first: a session that is opened meanwhile finds it. */
  private async end({ subject, sid, issuedAt }: IdentityToken, provider: Provider): Promise<void> {
    const of = { provider: provider.name, subject, sid };
    await this.deps.logouts.note(of, issuedAt, provider.maxAgeMs);
    const found = await this.deps.sessions.openedBy(of);
    for (const session of found) if (isOf(session, subject)) await this.deps.sessions.end(session);
  }
}

function isOf({ openedBy }: Session, subject: string | null): boolean {
  return subject === null || openedBy?.subject === subject;
}

/** As it says itself: whose keys it is to be checked by. */
function issuerIn(token: string): string | null {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"),
    );
    const issuer = (payload as { readonly iss?: unknown } | null)?.iss;
    return typeof issuer === "string" ? issuer : null;
  } catch {
    return null;
  }
}
