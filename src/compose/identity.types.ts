import type { Types } from "mongoose";
import type { Logger } from "../adapters/logger.js";
import type { Mongo } from "../adapters/mongo.js";
import type { AdministrationService } from "../account/administration/administration.service.js";
import type { FoundingService } from "../account/administration/founding.service.js";
import type { SecurityLog } from "../platform/audit/security-log.js";
import type { ServiceActs } from "../platform/audit/service-acts.js";
import type { Reauthentication } from "../account/passwords/reauthentication.js";
import type { AuditService } from "../platform/audit/audit.service.js";
import type { Config } from "../platform/config/config.types.js";
import type { ContactService } from "../people/contacts/contact.service.js";
import type { Cursors } from "../api/graphql/cursor.js";
import type { Counter } from "../platform/limits/counter.js";
import type { Limits } from "../platform/limits/limits.js";
import type { OutboxService } from "../mail/outbox.service.js";
import type { ProfilePictures } from "../files/media/profile-pictures.js";
import type { BackchannelLogout } from "../edge/server/backchannel-logout.js";
import type { LineTargets } from "./line-import.js";
import type { Doorkeeper } from "../account/service-keys/doorkeeper.js";
import type { ServiceKeyService } from "../account/service-keys/service-key.service.js";
import type { IdentifyHolder } from "../api/graphql/signed-in.js";
import type { NodeSource } from "../api/graphql/node.resolver.js";
import type { ProfileService } from "../account/profile/profile.service.js";
import type { UserService } from "../people/users/user.service.js";
import type { HintBus } from "../platform/hints/hint.js";
import type { OnFault } from "../platform/core/fault.js";
import type { SessionEndings } from "../account/sessions/session-endings.js";

import type { OwnChanges } from "../people/viewer-log/viewer-log.service.js";
import type { SessionService } from "../account/sessions/session.service.js";

export interface IdentityDependencies {
  readonly own: OwnChanges;
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
  readonly sessions: SessionService;
  /** Who holds an access token that was issued this moment. */
  readonly holderOf: IdentifyHolder;
  readonly doorkeeper: Doorkeeper;
  readonly serviceKeys: ServiceKeyService;
  readonly serviceActs: ServiceActs;
  readonly endings: SessionEndings;
  /** Whether that session goes on, or that key acts for them, looked up now. */
  readonly isLive: (userId: Types.ObjectId, sessionId: Types.ObjectId) => Promise<boolean>;
  readonly limits: Limits;
  readonly profiles: ProfileService;
  readonly founding: FoundingService;
  /** What accounts of another system are brought in through. */
  readonly imports: Pick<LineTargets, "accounts" | "contacts">;
  /** What else asks people who they are, and notes what they did. */
  readonly proving: { readonly reauthentication: Reauthentication; readonly audit: AuditService };
  /** What is kept of somebody that is no line of an export. */
  readonly kept: (userId: Types.ObjectId) => Promise<object>;
  readonly administration: Pick<AdministrationService, "require">;
  readonly resolvers: readonly object[];
  readonly nodes: readonly NodeSource[];
  readonly backchannelLogout: BackchannelLogout;
  /** Passwords that wait to be hashed. */
  readonly waiting: () => number;
  start(): void;
  stop(): Promise<void>;
}
