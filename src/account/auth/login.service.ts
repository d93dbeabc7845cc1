import { Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";
import { networkOf } from "../../platform/limits/network.js";
import type { LoginAdmission } from "../admission/login-admission.js";
import type { PasswordService } from "../passwords/password.service.js";
import type { Client, GrantService } from "../sessions/grant.service.js";
import type { IssuedTokens } from "../sessions/token-issuer.js";
import type { SessionService } from "../sessions/session.service.js";
import { refuseSuspended } from "../sessions/suspension.js";
import type {
  ChallengeAnswer,
  ChallengeService,
  LoginChallenge,
} from "../two-factor/challenge.service.js";
import { ChallengeMethod, type TwoFactorService } from "../two-factor/two-factor.service.js";
import type { CredentialService, LoginName } from "../../people/users/credential.service.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { AccountMail } from "../notices/account-mail.js";
import { epochOf } from "../../people/users/epoch.js";
import type { LoginThrottle } from "./login-throttle.js";

/** Either tokens with their user, or a challenge to answer first. */
export interface Login {
  readonly tokens: IssuedTokens | null;
  readonly user: User | null;
  readonly challenge: LoginChallenge | null;
}

/** Where a try comes from, for the throttle; null: not limited by network. */
export type Network = string | null;

export interface LoginDependencies {
  readonly credentials: CredentialService;
  readonly users: UserService;
  readonly passwords: PasswordService;
  readonly throttle: LoginThrottle;
  readonly admittance: LoginAdmission;
  readonly twoFactor: TwoFactorService;
  readonly challenges: ChallengeService;
  readonly sessions: SessionService;
  readonly grants: GrantService;
  readonly audit: AuditService;
  readonly mail: AccountMail;
  /** Under which addresses and numbers are counted. */
  readonly counting: KeyedHash;
}

export class LoginService {
  constructor(private readonly deps: LoginDependencies) {}

  /** INVALID_CREDENTIALS for an unknown account and for a wrong password, at the same cost. */
  async byPassword(
    name: LoginName,
    password: string,
    { client, network }: { client: Client; network: Network },
  ): Promise<Login> {
    const user = await this.deps.credentials.findForLogin(name);
    const succeeded = await this.deps.throttle.admit({
      account: this.counted(name),
      network,
      isKnown: () => this.knows(user?._id ?? new Types.ObjectId(), client.ipAddress),
    });
    const stored = user?.passwordHash ?? null;
    const right = await this.deps.passwords.matches(password, stored, this.counted(name));
    if (!user || !right) throw this.refused(user, client);
    this.deps.admittance.admit(user);
    await succeeded();
    if (user.passwordHash && this.deps.passwords.isOutdated(user.passwordHash))
      await this.deps.credentials.rehash(user, await this.deps.passwords.hash(password));
    return this.enter(user, client);
  }

  async answerChallenge(token: string, answer: ChallengeAnswer, ipAddress: string): Promise<Login> {
    const { userId, epoch, device, openedBy } = await this.deps.challenges.answer(token, answer);
    const user = await this.deps.users.find(userId);
    if (!user || user.deletedAt || epochOf(user) !== epoch)
      throw new AppError(ErrorCode.CODE_EXPIRED, "This login has expired: log in again.");
    if (answer.method === ChallengeMethod.RECOVERY_CODE)
      this.deps.audit.note({ event: AuditEvent.RECOVERY_CODE_USED, ...by(userId), ipAddress });
    return this.open(user, { device, ipAddress, ...(openedBy && { openedBy }) });
  }

  /** For whoever has proven to be that person by a first factor. */
  async enter(user: User, client: Client): Promise<Login> {
    refuseSuspended(user);
    if (!(await this.deps.twoFactor.isEnabled(user))) return this.open(user, client);
    const challenge = await this.deps.challenges.issue(user, client);
    return { tokens: null, user: null, challenge };
  }

  /** Whoever holds it was verified by it: no second factor is asked for. */
  enterByPasskey(user: User, client: Client): Promise<Login> {
    return this.open(user, client);
  }

  /** When the owner has proven the address by mail: strangers' failures are forgotten. */
  async forgive(name: LoginName): Promise<void> {
    await this.deps.throttle.forget(this.counted(name));
  }

  private async open(user: User, client: Client): Promise<Login> {
    refuseSuspended(user);
    const { _id, email } = user;
    const before = await this.deps.sessions.list(_id);
    const tokens = await this.deps.grants.open(user, client);
    this.deps.audit.note({ event: AuditEvent.LOGIN, ...by(_id), ipAddress: client.ipAddress });
    if (email && before.length > 0 && !isAmong(before, client.ipAddress))
      await this.deps.mail.newSignIn(email, client.device, client.ipAddress);
    return { tokens, user, challenge: null };
  }

  private async knows(userId: Types.ObjectId, ipAddress: string): Promise<boolean> {
    return isAmong(await this.deps.sessions.list(userId), ipAddress);
  }

  private refused(user: User | null, { ipAddress }: Client): AppError {
    this.deps.admittance.admit(null);
    const subjectId = user?._id ?? null;
    this.deps.audit.note({ event: AuditEvent.LOGIN_FAILED, subjectId, ipAddress });
    return new AppError(ErrorCode.INVALID_CREDENTIALS, "The login or the password is wrong.");
  }

  private counted(name: LoginName): string {
    return this.deps.counting.text(JSON.stringify(name));
  }
}

function isAmong(
  sessions: readonly { readonly ipAddress?: string | null }[],
  ipAddress: string,
): boolean {
  return sessions.some((session) => networkOf(session.ipAddress ?? "") === networkOf(ipAddress));
}

function by(userId: Types.ObjectId): { actorId: Types.ObjectId; subjectId: Types.ObjectId } {
  return { actorId: userId, subjectId: userId };
}
