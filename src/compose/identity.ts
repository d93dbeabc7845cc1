import type { Types } from "mongoose";
import { AccountMail } from "../account/notices/account-mail.js";
import { AuthResolver } from "../account/auth/auth.resolver.js";
import { ErasureResolver } from "../account/erasure/erasure.resolver.js";
import { LoginAdmission } from "../account/admission/login-admission.js";
import { Code } from "../account/codes/code.model.js";
import { CodeService } from "../account/codes/code.service.js";
import { PasswordChangeService } from "../account/password-change/password-change.service.js";
import { PasswordResolver } from "../account/password-change/password.resolver.js";
import { AppUserRows } from "../account/app-users/app-user-rows.js";
import { AppUsersService } from "../account/app-users/app-users.service.js";
import { Reauthentication } from "../account/passwords/reauthentication.js";
import type { Identity, IdentityDependencies } from "./identity.types.js";
import { createAdministration } from "./administration.js";
import { createAudit } from "./audit.js";
import { createErasures } from "./erasures.js";
import { createLogins } from "./logins.js";
import { createPasskeys } from "./passkeys.js";
import { createPasswords } from "./passwords.js";
import { createPeople } from "./people.js";
import { createProviders } from "./providers.js";
import { createSessions } from "./sessions.js";
import { createSignups } from "./signups.js";
import { createTwoFactor } from "./two-factor.js";
import { accountRecord } from "../transfer/outgoing/account-record.js";
import { derivedKeys } from "../platform/secrets/derived-keys.js";
import { KeyedHash } from "../platform/secrets/keyed-hash.js";
import { type NamedKey } from "../platform/secrets/vault.js";
import { passkeyNodes } from "../account/passkeys/passkey-nodes.js";
import { accountNodes } from "../account/sessions/account-nodes.js";
import { AccountSessionsResolver } from "../account/sessions/account-sessions.resolver.js";
import { SessionResolver } from "../account/credentials/session.resolver.js";
import { SignupResolver } from "../account/signup/signup.resolver.js";
import { TwoFactorChangeService } from "../account/two-factor/two-factor-change.service.js";
import { TwoFactorResolver } from "../account/two-factor/two-factor.resolver.js";
import { CredentialService } from "../people/users/credential.service.js";
import { createPhoneBook } from "../people/users/phone-keys.js";
import { ProfileService } from "../account/profile/profile.service.js";
import { User } from "../people/users/user.model.js";
import { Audience } from "../people/users/settings.model.js";
import { UserService } from "../people/users/user.service.js";
import { ViewerResolver } from "../account/profile/viewer.resolver.js";
import { UserResolver } from "../people/users/user.resolver.js";
import { CredentialChangeService } from "../account/credentials/credential-change.service.js";
import { SessionEndingService } from "../account/credentials/session-ending.service.js";
import { SuperAdminRoster } from "../account/credentials/super-admin-roster.model.js";
import { SuperAdmins } from "../account/credentials/super-admins.js";

/** The part of the composition root that knows who people are. */
export function createIdentity(deps: IdentityDependencies): Identity {
  const { config, mongo, outbox, pictures, logger, security, onFault, bus } = deps;
  const { cursors, counter, limits, own } = deps;
  const keys = (purpose: string): NamedKey[] => derivedKeys(config.dataKeys, purpose);
  const hashing = (purpose: string): KeyedHash => new KeyedHash(keys(purpose));
  const warn = (what: string) => (error: unknown) => logger.error({ err: error }, what);

  const rows = mongo.model(User, "User", "users");
  const users = new UserService(rows);
  const phones = createPhoneBook(config.dataKeys);
  const settings = { groupInvites: Audience[config.groupInvites] };
  const credentials = new CredentialService(rows, phones, settings);
  const audit = createAudit({
    ...{ mongo, counter, security, hashing },
    onFault: warn("an act is missing in the audit"),
  });
  const onUnsent = warn("a mail was not written");
  const mail = new AccountMail(outbox, onUnsent);

  const ownPasskeys = createPasskeys(config, mongo);
  const { check: passkeys } = ownPasskeys;
  const ownProviders = createProviders(config, mongo, onFault);
  const { used, logouts } = ownProviders;
  const { twoFactor, secondFactor, challenges } = createTwoFactor({
    ...{ config, mongo, limits, security, passkeys: ownPasskeys },
  });
  const { endings, sessions, checks, grants } = createSessions({
    ...{ config, mongo, bus, users, twoFactor, audit, mail, warn, onFault, logouts, own },
  });
  const superAdmins = new SuperAdmins(
    mongo.model(SuperAdminRoster, "SuperAdminRoster", "super_admins"),
    rows,
  );
  const admittance = new LoginAdmission(config.login);
  const changes = new CredentialChangeService({ rows, sessions, superAdmins, own });

  const codes = new CodeService(mongo.model(Code, "Code", "codes"), hashing("codes"), security);
  const { passwords, rules, turns, threads } = createPasswords(keys("passwords"), config, onFault);
  const reauthentication = new Reauthentication({ credentials, passwords, sessions, limits });
  const account = { admittance, credentials, changes, passwords, sessions, grants, audit, mail };
  const { pending, admission, pretending, signups } = createSignups({
    ...{
      config,
      mongo,
      rows,
      phones,
      admittance,
      credentials,
      rules,
      passwords,
      codes,
      mail,
      hashing,
    },
  });
  const { logins, google } = createLogins({
    ...{ ...account, config, logger, counter, limits, users, twoFactor, challenges },
    ...{ admission, pretending, reauthentication, used, onFault },
    counting: hashing("login limits"),
  });
  const changing = { ...account, codes, rules, reauthentication, logins };
  const passwordChanges = new PasswordChangeService(changing);
  const acting = { reauthentication, users, sessions, changes, audit, own };
  const twoFactorChanges = new TwoFactorChangeService({
    ...{ ...acting, twoFactor, secondFactor, mail },
    administratorsNeedIt: config.adminsNeedTwoFactor,
  });
  const passkeyWays = ownPasskeys.serve({
    ...{ ...acting, mail, logins, admittance },
    proveSecondFactor: (user, shown) => secondFactor.require(user, shown),
  });
  const profiles = new ProfileService({
    ...{ rows, credentials, limits, audit, pictures },
    ...{ reauthentication, mail, pretending, own },
  });
  const peopling = { mongo, outbox, users, limits, cursors, publish: bus.publish.bind(bus), own };
  const people = createPeople({ ...peopling, onFault: onUnsent });
  const { contacts } = people;
  const tellOfEnd = (id: Types.ObjectId): Promise<void> =>
    Promise.resolve(bus.publish({ kind: "user", userId: id.toHexString() }));
  const { erasure, sweeper } = createErasures({
    ...{ ...acting, mongo, rows, twoFactor, secondFactor, codes, pending },
    now: deps.now,
    others: [tellOfEnd, (userId) => contacts.forget(userId), passkeyWays.forget, ...deps.onErased],
    onFault: warn("an account was not erased to the end"),
  });
  const appUsers = new AppUsersService(new AppUserRows(rows, settings, own));
  const providers = ownProviders.serve({
    ...{ users, appUsers, pretending, logins, audit, sessions, google },
  });
  const { administration, founding, services, serviceActs, resolvers } = createAdministration({
    ...{ mongo, rows, users, credentials, changes, erasure, admission, rules, passwords },
    ...{ reauthentication, audit, cursors, endings, sessions, checks, grants, warn, appUsers, own },
    servicePrefix: config.servicePrefix,
  });

  return {
    users,
    sessions,
    contacts,
    holderOf: (authorization, role) => checks.holderOf(authorization, role),
    doorkeeper: services.doorkeeper,
    serviceKeys: services.keys,
    serviceActs,
    endings,
    isLive: async (userId, sessionId) =>
      (await sessions.isLive(userId, sessionId)) || services.checks.isActing(userId, sessionId),
    limits,
    profiles,
    founding,
    imports: {
      accounts: { rows, credentials, superAdmins, hashes: passwords },
      contacts: people.records,
    },
    proving: { reauthentication, audit },
    kept: (userId) => accountRecord(userId, { sessions, passkeys }),
    administration,
    backchannelLogout: {
      admit: async (network) => void (await limits.take("backchannelLogouts", network)),
      logout: (token) => providers.logout.logout(token),
    },
    waiting: () => turns.depth,
    resolvers: [
      new SignupResolver(signups, logins, limits),
      new AuthResolver({ logins, google, passkeys: passkeyWays.logins, grants, limits }),
      new PasswordResolver(passwordChanges, limits),
      new SessionResolver(sessions, new SessionEndingService(acting), checks),
      new AccountSessionsResolver(sessions),
      new TwoFactorResolver(twoFactor, secondFactor, twoFactorChanges),
      passkeyWays.resolver,
      providers.resolver,
      new ErasureResolver(erasure),
      new ViewerResolver(users, credentials, profiles),
      new UserResolver(),
      ...people.resolvers,
      ...resolvers,
    ],
    nodes: [...accountNodes(users, sessions), passkeyNodes(passkeys), services.nodes],
    start: () => sweeper.start(),
    async stop() {
      await sweeper.stop();
      await audit.stop();
      await threads.stop();
    },
  };
}
