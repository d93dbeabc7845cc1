import type { AccountMail } from "../account/notices/account-mail.js";
import type { ProviderLogouts } from "../account/identity-providers/provider-logouts.js";
import { Ending } from "../account/sessions/ending.model.js";
import { GrantService } from "../account/sessions/grant.service.js";
import { SessionCheckService } from "../account/sessions/session-check.service.js";
import { SessionEndings } from "../account/sessions/session-endings.js";
import { Session } from "../account/sessions/session.model.js";
import { SessionService } from "../account/sessions/session.service.js";
import { TokenIssuer } from "../account/sessions/token-issuer.js";
import { TokenService } from "../account/sessions/token.service.js";
import type { TwoFactorService } from "../account/two-factor/two-factor.service.js";
import type { Mongo } from "../adapters/mongo.js";
import type { UserService } from "../people/users/user.service.js";
import { AuditEvent } from "../platform/audit/audit.model.js";
import type { AuditService } from "../platform/audit/audit.service.js";
import type { Config } from "../platform/config/config.types.js";
import type { OnFault } from "../platform/core/fault.js";
import type { HintBus } from "../platform/hints/hint.js";

import type { OwnChanges } from "../people/viewer-log/viewer-log.service.js";

export interface SessionsDependencies {
  readonly own: OwnChanges;
  readonly config: Config;
  readonly mongo: Mongo;
  readonly bus: HintBus;
  readonly users: UserService;
  readonly twoFactor: TwoFactorService;
  readonly onFault: OnFault;
  readonly audit: AuditService;
  readonly logouts: ProviderLogouts;
  readonly mail: AccountMail;
  readonly warn: (what: string) => (error: unknown) => void;
}

export interface Sessions {
  readonly endings: SessionEndings;
  readonly sessions: SessionService;
  readonly checks: SessionCheckService;
  readonly grants: GrantService;
}

/** What opens sessions, says whose request it is, and tells all nodes of their end. */
export function createSessions(deps: SessionsDependencies): Sessions {
  const { config, mongo, bus, users, twoFactor, audit, mail, warn, onFault, own } = deps;
  const tokens = new TokenService(config.realms);
  const rows = mongo.model(Session, "Session", "sessions");
  const endings = new SessionEndings(
    mongo.model(Ending, "Ending", "session_endings"),
    bus,
    onFault,
  );
  const sessions = new SessionService({ sessions: rows, users, endings, own });
  const checks = new SessionCheckService({ sessions, users, tokens });
  const { user, admin } = config.realms;
  const grants = new GrantService({
    ...{ rows, sessions, users, tokens, own },
    issuer: new TokenIssuer(tokens, { user: user.prefix, admin: admin.prefix }),
    mayAdminister: async (owner) =>
      !config.adminsNeedTwoFactor || (await twoFactor.isEnabled(owner)),
    isLoggedOut: (openedBy) => deps.logouts.isOver(openedBy),
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
  return { endings, sessions, checks, grants };
}
