import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { Role } from "../../platform/core/role.js";
import { externalIdOf } from "../../people/users/external-id.js";
import type { PretendingNames } from "../../people/users/pretending-names.js";
import { UserKind, type User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { AppUser } from "../app-users/app-user-input.js";
import type { AppUsersService } from "../app-users/app-users.service.js";
import type { GoogleLoginService } from "../auth/google-login.service.js";
import type { Login, LoginService } from "../auth/login.service.js";
import type { Client } from "../sessions/grant.service.js";
import type { IdentityToken } from "./identity-token.js";
import { namesOf, personOf, profileOf } from "./provider-claims.js";
import type { Provider, Providers } from "./provider.js";
import type { UsedTokens } from "./used-tokens.js";

/** Of somebody whom the provider gives no name that can be shown. */
const NAMELESS = "Somebody";

export interface ProviderLoginDependencies {
  readonly providers: Providers;
  /** Whose accounts are found by their addresses as well; no issuer: not set up. */
  readonly google: { readonly issuer: string | null; readonly logins: GoogleLoginService };
  readonly used: UsedTokens;
  readonly users: UserService;
  readonly appUsers: AppUsersService;
  readonly pretending: PretendingNames;
  readonly logins: LoginService;
  readonly audit: AuditService;
  /** An address as EmailAddress takes it, or null. */
  readonly readAddress: (email: string) => string | null;
}

/** Logins by a token of the app's own, or of whoever signs its people in. */
export class ProviderLoginService {
  constructor(private readonly deps: ProviderLoginDependencies) {}

  /** INVALID_CREDENTIALS whatever is wrong with the token, and for one that was used. */
  async login(
    { issuer, token }: { readonly issuer: string; readonly token: string },
    client: Client,
    viewer: Viewer | null,
  ): Promise<Login> {
    const { google } = this.deps;
    if (issuer === google.issuer) return google.logins.login(token, client, viewer);
    const provider = this.deps.providers.get(issuer);
    if (!provider)
      throw badInput(
        "input.issuer",
        "serverInfo.identityProviders has the issuers that there are.",
      );
    const found = await provider.tokens.login(token);
    const externalId = found && this.idOf(found, provider);
    if (!found || externalId === null) throw this.refused(client);
    const { jti, expiresAt } = found;
    if (jti !== null && !(await this.deps.used.use(provider.name, jti, expiresAt)))
      throw this.refused(client);
    try {
      const user = await this.bring(externalId, found, provider);
      if (!user) throw this.refused(client);
      return await this.deps.logins.enter(user, { ...client, openedBy: loginOf(found, provider) });
    } catch (error) {
      if (jti !== null) await this.deps.used.giveBack(provider.name, jti);
      throw error;
    }
  }

  /** Null: it names nobody, or somebody whom another provider answers for. */
  private idOf(token: IdentityToken, provider: Provider): string | null {
    const person = personOf(token, provider);
    const id = person && this.deps.providers.externalIdOf(provider, person);
    if (!id) return null;
    try {
      return externalIdOf(id, "input.token");
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  /** Their account as it is now; null: they have none, and get none. */
  private async bring(
    externalId: string,
    token: IdentityToken,
    provider: Provider,
  ): Promise<User | null> {
    const known = await this.deps.users.findByExternalId(externalId);
    if (known?.deletedAt || known?.kind === UserKind.BOT) return null;
    if (!known && provider.accounts === "EXISTING") return null;
    // What a token says of an administrator changes nothing of them.
    if (known && (known.role !== Role.USER || provider.profile === "FIRST_LOGIN")) return known;
    const names = namesOf(token, provider);
    const taken = await this.deps.pretending.firstTaken(names, known?.name);
    const name = taken ?? known?.name ?? NAMELESS;
    const profile = profileOf(token, provider, this.deps.readAddress);
    return this.upsert({ externalId, name, ...profile });
  }

  /** What cannot be kept is left out: an address that somebody has, a picture that is no link. */
  private async upsert(user: AppUser): Promise<User | null> {
    try {
      return (await this.deps.appUsers.upsert([user]))[0]?.user ?? null;
    } catch (error) {
      const refused = error instanceof AppError ? refusedIn(error) : null;
      const left = Object.entries(user).filter(([name]) => name !== refused);
      if (refused === null || left.length === Object.keys(user).length) throw error;
      return this.upsert(Object.fromEntries(left) as unknown as AppUser);
    }
  }

  private refused({ ipAddress }: Client): AppError {
    this.deps.audit.note({ event: AuditEvent.LOGIN_FAILED, subjectId: null, ipAddress });
    return new AppError(
      ErrorCode.INVALID_CREDENTIALS,
      "This token opens no account here: get a new one from its issuer.",
    );
  }
}

function loginOf(token: IdentityToken, { name }: Provider): NonNullable<Client["openedBy"]> {
  const { subject, sid, issuedAt } = token;
  return { provider: name, subject: subject ?? "", sid, issuedAt };
}

/** Which of what may be left out was refused. */
function refusedIn({ details: { field = "" } }: AppError): string | null {
  return /^users\.0\.(email|avatarUrl|metadata)\b/.exec(field)?.[1] ?? null;
}
