import { availableParallelism } from "node:os";
import type { Types } from "mongoose";
import { PasswordThreads } from "../adapters/password-threads.js";
import { createGoogleAccounts } from "../adapters/google.js";
import { PwnedPasswords } from "../adapters/pwned-passwords.js";
import type { Logger } from "../adapters/logger.js";
import type { Mongo } from "../adapters/mongo.js";
import { AdministrationResolver } from "../account/administration/administration.resolver.js";
import { AdministrationService } from "../account/administration/administration.service.js";
import { FoundingService } from "../account/administration/founding.service.js";
import { AuditEntry, AuditEvent } from "../platform/audit/audit.model.js";
import { AuditBounds } from "../platform/audit/audit-bounds.js";
import { AuditEntries } from "../platform/audit/audit-entries.js";
import type { SecurityLog } from "../platform/audit/security-log.js";
import { ServiceActs } from "../platform/audit/service-acts.js";
import { AuditService } from "../platform/audit/audit.service.js";
import { AppAccountsService } from "../account/app-users/app-accounts.service.js";
import { AppUsersResolver } from "../account/app-users/app-users.resolver.js";
import { AppUsersService } from "../account/app-users/app-users.service.js";
import { AccountMail } from "../account/notices/account-mail.js";
import { AuthResolver } from "../account/auth/auth.resolver.js";
import { ErasureResolver } from "../account/erasure/erasure.resolver.js";
import { ErasureService } from "../account/erasure/erasure.service.js";
import { GoogleLoginService } from "../account/auth/google-login.service.js";
import { LoginThrottle } from "../account/auth/login-throttle.js";
import { LoginService } from "../account/auth/login.service.js";
import { Code } from "../account/codes/code.model.js";
import { CodeService } from "../account/codes/code.service.js";
import type { Config } from "../platform/config/config.js";
import type { ContactService } from "../people/contacts/contact.service.js";
import type { Cursors } from "../api/graphql/cursor.js";
import { readEmailAddress } from "../api/graphql/scalars.js";
import type { Counter } from "../platform/limits/counter.js";
import type { Limits } from "../platform/limits/limits.js";
import { Erasure } from "../account/erasure/erasure.model.js";
import { ErasureSweeper } from "../account/erasure/erasure-sweeper.js";
import type { OutboxService } from "../mail/outbox.service.js";
import type { ProfilePictures } from "../files/media/profile-pictures.js";
import { PasswordChangeService } from "../account/password-change/password-change.service.js";
import { PasswordRules } from "../account/passwords/password-rules.js";
import { PasswordResolver } from "../account/password-change/password.resolver.js";
import { PasswordService } from "../account/passwords/password.service.js";
import { Reauthentication } from "../account/passwords/reauthentication.js";
import { WorkQueue } from "../account/passwords/work-queue.js";
import { createPeople } from "./people.js";
import { createServiceKeys } from "./service-keys.js";
import { createTwoFactor } from "./two-factor.js";
import { derivedKeys } from "../platform/secrets/derived-keys.js";
import { KeyedHash } from "../platform/secrets/keyed-hash.js";
import type { Doorkeeper } from "../account/service-keys/doorkeeper.js";
import type { ServiceKeyService } from "../account/service-keys/service-key.service.js";
import { type NamedKey } from "../platform/secrets/vault.js";
import type { NodeSource } from "../api/graphql/node.resolver.js";
import { accountNodes } from "../account/sessions/account-nodes.js";
import { AccountSessionsResolver } from "../account/sessions/account-sessions.resolver.js";
import { GrantService } from "../account/sessions/grant.service.js";
import { Session } from "../account/sessions/session.model.js";
import { SessionResolver } from "../account/credentials/session.resolver.js";
import { SessionService } from "../account/sessions/session.service.js";
import { TokenService } from "../account/sessions/token.service.js";
import { PendingSignup } from "../account/signup/pending-signup.model.js";
import { PendingSignupService } from "../account/signup/pending-signup.service.js";
import { SignupAdmission } from "../account/admission/signup-admission.js";
import { SignupProofService } from "../account/signup/signup-proof.service.js";
import { SignupResolver } from "../account/signup/signup.resolver.js";
import { SignupService } from "../account/signup/signup.service.js";
import { TwoFactorChangeService } from "../account/two-factor/two-factor-change.service.js";
import { TwoFactorResolver } from "../account/two-factor/two-factor.resolver.js";
import { CredentialService } from "../people/users/credential.service.js";
import { PretendingNames } from "../people/users/pretending-names.js";
import { createPhoneBook } from "../people/users/phone-keys.js";
import { ProfileService } from "../account/profile/profile.service.js";
import { User } from "../people/users/user.model.js";
import { UserService } from "../people/users/user.service.js";
import { ViewerResolver } from "../account/profile/viewer.resolver.js";
import type { Viewer } from "../platform/core/viewer.js";
import { UserResolver } from "../people/users/user.resolver.js";
import { CredentialChangeService } from "../account/credentials/credential-change.service.js";
import { SessionEndingService } from "../account/credentials/session-ending.service.js";
import { SuperAdminRoster } from "../account/credentials/super-admin-roster.model.js";
import { SuperAdmins } from "../account/credentials/super-admins.js";
import type { HintBus } from "../platform/hints/hint.js";
import type { OnFault } from "../platform/core/fault.js";
import { Ending } from "../account/sessions/ending.model.js";
import { SessionCheckService } from "../account/sessions/session-check.service.js";
import { SessionEndings } from "../account/sessions/session-endings.js";

/** As many as a flood may keep waiting for some seconds; the others are told to come again. */
const WAITING = { waiting: 64, waitingEach: 16 } as const;

export interface IdentityDependencies {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly outbox: OutboxService;
  readonly pictures: ProfilePictures;
  readonly logger: Logger;
  readonly security: SecurityLog;
  readonly onFault: OnFault;
  readonly bus: HintBus;
  readonly cursors: Cursors;
  readonly counter: Counter;
  readonly limits: Limits;
  /** Run when an account is erased, for what other features keep of it. */
  readonly onErased: readonly ((userId: Types.ObjectId) => Promise<void>)[];
  readonly now: () => Date;
}

export interface Identity {
  readonly users: UserService;
  readonly contacts: ContactService;
  /** Whose access token that is. */
  readonly authenticate: (authorization: string) => Promise<Viewer>;
  readonly doorkeeper: Doorkeeper;
  readonly serviceKeys: ServiceKeyService;
  readonly serviceActs: ServiceActs;
  readonly endings: SessionEndings;
  /** Whether that session goes on, or that key acts for them, looked up now. */
  readonly isLive: (userId: Types.ObjectId, sessionId: Types.ObjectId) => Promise<boolean>;
  readonly limits: Limits;
  readonly profiles: ProfileService;
  readonly founding: FoundingService;
  readonly resolvers: readonly object[];
  readonly nodes: readonly NodeSource[];
  /** Passwords that wait to be hashed. */
  readonly waiting: () => number;
  start(): void;
  stop(): Promise<void>;
}

/** The part of the composition root that knows who people are. */
export function createIdentity(deps: IdentityDependencies): Identity {
  const { config, mongo, outbox, pictures, logger, security, onFault, bus } = deps;
  const { cursors, counter, limits } = deps;
  const publish = bus.publish.bind(bus);
  const keys = (purpose: string): NamedKey[] => derivedKeys(config.dataKeys, purpose);
  const hashing = (purpose: string): KeyedHash => new KeyedHash(keys(purpose));
  const warn = (what: string) => (error: unknown) => logger.error({ err: error }, what);

  const rows = mongo.model(User, "User", "users");
  const users = new UserService(rows);
  const phones = createPhoneBook(config.dataKeys);
  const credentials = new CredentialService(rows, phones);
  const audit = new AuditService({
    entries: new AuditEntries(mongo.model(AuditEntry, "AuditEntry", "audit")),
    hashing: hashing("audit"),
    bounds: new AuditBounds(counter),
    log: security,
    onFault: warn("an act is missing in the audit"),
  });
  const onUnsent = warn("a mail was not written");
  const mail = new AccountMail(outbox, onUnsent);

  const tokens = new TokenService(config.realms);
  const sessionRows = mongo.model(Session, "Session", "sessions");
  const endings = new SessionEndings(
    mongo.model(Ending, "Ending", "session_endings"),
    bus,
    onFault,
  );
  const sessions = new SessionService({ sessions: sessionRows, users, endings });
  const checks = new SessionCheckService({ sessions, users, tokens });
  const { twoFactor, challenges } = createTwoFactor({ config, mongo, limits, security });
  const superAdmins = new SuperAdmins(
    mongo.model(SuperAdminRoster, "SuperAdminRoster", "super_admins"),
    rows,
  );
  const changes = new CredentialChangeService({ rows, sessions, superAdmins });
  const { user, admin } = config.realms;
  const grants = new GrantService({
    rows: sessionRows,
    sessions,
    users,
    tokens,
    prefixes: { user: user.prefix, admin: admin.prefix },
    mayAdminister: async (owner) =>
      !config.adminsNeedTwoFactor || (await twoFactor.isEnabled(owner)),
    onReuse: ({ userId, device }) => {
      audit.note({ event: AuditEvent.REFRESH_REUSED, subjectId: userId });
      void users
        .find(userId)
        .then((owner) =>
          owner?.email ? mail.sessionEnded(owner.email, device ?? null) : undefined,
        )
        .catch(warn("nobody was told of a reused token"));
    },
  });

  const codes = new CodeService(mongo.model(Code, "Code", "codes"), hashing("codes"), security);
  const threads = new PasswordThreads();
  // With more than one core, one is left to everybody else.
  const parallel = Math.max(1, availableParallelism() - 1);
  const turns = new WorkQueue({ parallel, ...WAITING });
  const passwords = new PasswordService(keys("passwords"), config.saltRounds, threads, turns);
  // A line of its own: nobody has a name yet by whom estimates could take turns.
  const estimates = new WorkQueue({ parallel: 1, ...WAITING, waitingEach: WAITING.waiting });
  const pwned = config.pwnedPasswordsUrl && new PwnedPasswords(config.pwnedPasswordsUrl, onFault);
  const rules = new PasswordRules(
    (password, known) => estimates.run("strength", () => threads.strength(password, known)),
    (password) => (pwned ? pwned.has(password) : Promise.resolve(false)),
  );
  const reauthentication = new Reauthentication({ credentials, passwords, sessions, limits });
  const throttle = new LoginThrottle(counter, limits, () => {
    audit.note({ event: AuditEvent.LOGIN_FLOOD });
    logger.warn("logins fail unusually often");
  });
  const account = { credentials, changes, passwords, sessions, grants, audit, mail };
  const logins = new LoginService({
    ...account,
    ...{ users, throttle, twoFactor, challenges },
    counting: hashing("login limits"),
  });
  const signupRows = mongo.model(PendingSignup, "PendingSignup", "signups");
  const pending = new PendingSignupService(signupRows, phones);
  const proofs = new SignupProofService({ pending, codes, passwords });
  const admission = new SignupAdmission(config.signup, hashing("invitations"));
  const pretending = new PretendingNames(rows);
  const signing = {
    credentials,
    admission,
    pretending,
    pending,
    proofs,
    rules,
    passwords,
    codes,
    mail,
  };
  const signups = new SignupService(signing);
  const google = new GoogleLoginService({
    google: config.google && createGoogleAccounts(config.google),
    readAddress: readEmailAddress,
    ...{ counter, admission, pretending },
    credentials,
    users,
    logins,
    reauthentication,
    audit,
  });
  const changing = { ...account, codes, rules, reauthentication, logins };
  const passwordChanges = new PasswordChangeService(changing);
  const acting = { reauthentication, users, sessions, changes, audit };
  const twoFactorChanges = new TwoFactorChangeService({
    ...acting,
    twoFactor,
    mail,
    administratorsNeedIt: config.adminsNeedTwoFactor,
  });
  const profiles = new ProfileService({
    ...{ rows, credentials, limits, audit, pictures },
    ...{ reauthentication, mail, pretending },
  });
  const people = createPeople({
    mongo,
    outbox,
    users,
    limits,
    cursors,
    publish,
    onFault: onUnsent,
  });
  const { contacts } = people;
  const erasure = new ErasureService({
    ...acting,
    rows,
    erasures: mongo.model(Erasure, "Erasure", "erasures"),
    twoFactor,
    codes,
    now: deps.now,
    pending,
    others: [(userId) => contacts.forget(userId), ...deps.onErased],
  });
  const appUsers = new AppUsersService(rows);
  const appAccounts = new AppAccountsService({ users, grants, changes, erasure, audit });
  const sweeper = new ErasureSweeper(erasure, warn("an account was not erased to the end"));
  const founded = { changes, credentials, rules, passwords, audit, admission };
  const founding = new FoundingService(founded);
  const administration = new AdministrationService({ users, changes, audit });
  const serviceActs = new ServiceActs(audit, warn("an act is missing in the audit"));
  const services = createServiceKeys({
    ...{ mongo, endings, audit, users, administration, reauthentication },
    sessions: checks,
    servicePrefix: config.servicePrefix,
    onFault: warn("when a service key was used is not noted"),
  });
  // Ids of people and of keys are told apart by nobody: both are of what may have ended.
  endings.whenTold(async (id) => {
    await Promise.all([checks.heard(id), services.checks.heard(id)]);
  });

  return {
    users,
    contacts,
    authenticate: (authorization) => checks.authenticate(authorization),
    doorkeeper: services.doorkeeper,
    serviceKeys: services.keys,
    serviceActs,
    endings,
    isLive: async (userId, sessionId) =>
      (await sessions.isLive(userId, sessionId)) || services.checks.isActing(userId, sessionId),
    limits,
    profiles,
    founding,
    waiting: () => turns.depth,
    resolvers: [
      new SignupResolver(signups, logins, limits),
      new AuthResolver({ logins, google, grants, limits }),
      new PasswordResolver(passwordChanges, limits),
      new SessionResolver(sessions, new SessionEndingService(acting), checks),
      new AccountSessionsResolver(sessions),
      new TwoFactorResolver(twoFactor, twoFactorChanges),
      new ErasureResolver(erasure),
      new ViewerResolver(users, credentials, profiles),
      new UserResolver(),
      ...people.resolvers,
      new AdministrationResolver(administration),
      services.resolver,
      new AppUsersResolver(appUsers, appAccounts),
    ],
    nodes: [...accountNodes(users, sessions), services.nodes],
    start: () => sweeper.start(),
    async stop() {
      await sweeper.stop();
      await audit.stop();
      await threads.stop();
    },
  };
}
