import type { GoogleLoginService } from "../account/auth/google-login.service.js";
import { ProviderLogout } from "../account/identity-providers/provider-logout.model.js";
import { ProviderLogoutService } from "../account/identity-providers/provider-logout.service.js";
import { ProviderLogouts } from "../account/identity-providers/provider-logouts.js";
import {
  ProviderLoginService,
  type ProviderLoginDependencies,
} from "../account/identity-providers/provider-login.service.js";
import { ProviderResolver } from "../account/identity-providers/provider.resolver.js";
import { Providers } from "../account/identity-providers/provider.js";
import { UsedToken } from "../account/identity-providers/used-token.model.js";
import { UsedTokens } from "../account/identity-providers/used-tokens.js";
import type { SessionService } from "../account/sessions/session.service.js";
import { GOOGLE_ISSUER } from "../adapters/google.js";
import { createIdentityTokens } from "../adapters/identity-tokens.js";
import type { Mongo } from "../adapters/mongo.js";
import { RemoteKeys } from "../adapters/remote-keys.js";
import { readEmailAddress } from "../api/graphql/scalars.js";
import type { Config, IdentityProvider } from "../platform/config/config.types.js";
import type { OnFault } from "../platform/core/fault.js";

type Given = Pick<
  ProviderLoginDependencies,
  "users" | "appUsers" | "pretending" | "logins" | "audit"
>;

interface ServedDependencies extends Given {
  readonly sessions: SessionService;
  readonly google: GoogleLoginService;
}

export interface IdentityProviders {
  readonly used: UsedTokens;
  readonly logouts: ProviderLogouts;
  /** What stands on logins, which ask for the rest. */
  readonly serve: (deps: ServedDependencies) => {
    readonly resolver: ProviderResolver;
    readonly logout: ProviderLogoutService;
  };
}

/** Who signs people in beside this server. */
export function createProviders(config: Config, mongo: Mongo, onFault: OnFault): IdentityProviders {
  const used = new UsedTokens(mongo.model(UsedToken, "UsedToken", "used_tokens"));
  const logouts = new ProviderLogouts(
    mongo.model(ProviderLogout, "ProviderLogout", "provider_logouts"),
  );
  const providers = new Providers(
    config.identityProviders.map((one) => ({ ...one, tokens: tokensOf(one, onFault) })),
  );
  return {
    used,
    logouts,
    serve({ sessions, google, ...deps }) {
      const logins = new ProviderLoginService({
        ...{ ...deps, providers, used, readAddress: readEmailAddress },
        google: { issuer: config.google ? GOOGLE_ISSUER : null, logins: google },
      });
      return {
        resolver: new ProviderResolver(logins),
        logout: new ProviderLogoutService({ providers, used, logouts, sessions }),
      };
    },
  };
}

function tokensOf(provider: IdentityProvider, onFault: OnFault) {
  return createIdentityTokens({
    ...provider,
    issuers: [provider.issuer],
    keys: new RemoteKeys(provider, onFault),
  });
}
