import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Client } from "../sessions/grant.service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import type { PretendingNames } from "../../people/users/pretending-names.js";
import type { SignupAdmission } from "../admission/signup-admission.js";
import { AuthProvider, type User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { GoogleAccounts, GoogleIdentity } from "./google-accounts.js";
import type { Login, LoginService } from "./login.service.js";
import type { Reauthentication } from "../passwords/reauthentication.js";

export interface GoogleLoginDependencies {
  /** Null: not configured. */
  readonly google: GoogleAccounts | null;
  /** An address as EmailAddress takes it, or null. */
  readonly readAddress: (email: string) => string | null;
  /** False: a token of Google's with those words was used before, on whatever node. */
  readonly useOnce: (words: string, expiresAt: Date) => Promise<boolean>;
  readonly admission: SignupAdmission;
  readonly pretending: PretendingNames;
  readonly credentials: CredentialService;
  readonly users: UserService;
  readonly logins: LoginService;
  readonly reauthentication: Reauthentication;
  readonly audit: AuditService;
}

/** Of whose name and address neither can be taken. */
const NAMELESS = "Somebody";

export class GoogleLoginService {
  constructor(private readonly deps: GoogleLoginDependencies) {}

  /**
   * Logs in by the Google account, or makes an account. Where the address belongs to an account
   * that has not been linked: REAUTH_REQUIRED, unless its owner (`viewer`) has just logged in.
   */
  async login(idToken: string, from: Client, viewer: Viewer | null): Promise<Login> {
    const identity = await this.identify(idToken);
    const { subject, issuedAt } = identity;
    const client = { ...from, openedBy: { provider: "google", subject, sid: null, issuedAt } };
    const linked = await this.deps.credentials.findByGoogle(identity.key);
    if (linked) return this.deps.logins.enter(linked, client);
    const email = this.deps.readAddress(identity.email);
    if (!email) throw refused();
    const owner = await this.deps.credentials.findForLogin({ email });
    // Made this moment by another login with the same Google account.
    if (owner?.googleKey === identity.key) return this.deps.logins.enter(owner, client);
    if (owner && (isOfGoogle(owner) || (await this.mayLink(owner, viewer))))
      return this.link(owner, identity, client);
    this.deps.admission.check(email, null);
    const names = [...(identity.name === null ? [] : [identity.name]), email.replace(/@.*/, "")];
    const name = (await this.deps.pretending.firstTaken(names)) ?? NAMELESS;
    const { key: googleKey } = identity;
    const fresh = await this.deps.credentials.createFromGoogle({ name, email, googleKey });
    if (!fresh) throw refused();
    return this.deps.logins.enter(fresh, client);
  }

  private async identify(idToken: string): Promise<GoogleIdentity> {
    if (!this.deps.google)
      throw new AppError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "Login with Google is not configured on this server.",
      );
    const identity = await this.deps.google.identify(idToken);
    if (!identity) throw refused();
    // A signature can be written in more than one way, what is signed cannot.
    const words = idToken.slice(0, idToken.lastIndexOf("."));
    if (!(await this.deps.useOnce(words, identity.expiresAt))) throw refused();
    return identity;
  }

  /** Throws REAUTH_REQUIRED. */
  private async mayLink(owner: User, viewer: Viewer | null): Promise<true> {
    if (!viewer?.userId.equals(owner._id))
      throw new AppError(
        ErrorCode.REAUTH_REQUIRED,
        "That address has an account here: log in to it first, then link Google.",
      );
    await this.deps.reauthentication.byRecentLogin(viewer);
    return true;
  }

  private async link(owner: User, { key }: GoogleIdentity, client: Client): Promise<Login> {
    if (!(await this.deps.credentials.linkGoogle(owner._id, key)))
      throw new AppError(ErrorCode.CONFLICT, "Another Google account is linked already.");
    const ids = { actorId: owner._id, subjectId: owner._id };
    await this.deps.audit.record({ event: AuditEvent.GOOGLE_LINKED, ...ids });
    return this.deps.logins.enter(owner, client);
  }
}

/** Brought from another system, where Google alone opened it: nobody else has a way in. */
function isOfGoogle({ provider, googleKey, passwordHash }: User): boolean {
  return provider === AuthProvider.GOOGLE && !googleKey && !passwordHash;
}

function refused(): AppError {
  return new AppError(
    ErrorCode.INVALID_CREDENTIALS,
    "Google's token is invalid or was used before: sign in with Google again.",
  );
}
