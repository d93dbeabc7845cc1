import type { IdentityProvider } from "../../platform/config/config.types.js";
import type { IdentityTokens } from "./identity-token.js";

/** One that is set up, with what checks its tokens. */
export interface Provider extends IdentityProvider {
  readonly tokens: IdentityTokens;
}

/** Those that are set up, by the issuer that their tokens name. */
export class Providers {
  private readonly byIssuer: ReadonlyMap<string, Provider>;

  constructor(all: readonly Provider[]) {
    this.byIssuer = new Map(all.map((provider) => [provider.issuer, provider]));
  }

  get(issuer: string): Provider | null {
    return this.byIssuer.get(issuer) ?? null;
  }

  /**
   * The external id of whom a provider calls so. Null where it would be one of another provider's:
   * an id belongs to the one with the longest prefix that it begins with.
   */
  externalIdOf({ name, externalIdPrefix }: Provider, person: string): string | null {
    const id = `${externalIdPrefix}${person}`;
    const owners = [...this.byIssuer.values()]
      .filter((one) => id.startsWith(one.externalIdPrefix))
      .sort((a, b) => b.externalIdPrefix.length - a.externalIdPrefix.length);
    return owners[0]?.name === name ? id : null;
  }
}
