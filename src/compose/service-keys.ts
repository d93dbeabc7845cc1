import type { Mongo } from "../adapters/mongo.js";
import { Doorkeeper } from "../account/service-keys/doorkeeper.js";
import { KeyUses } from "../account/service-keys/key-uses.js";
import { ServiceKeyCheckService } from "../account/service-keys/service-key-check.service.js";
import { ServiceKey } from "../account/service-keys/service-key.model.js";
import { serviceKeyNodes } from "../account/service-keys/service-key-nodes.js";
import { ServiceKeyResolver } from "../account/service-keys/service-key.resolver.js";
import { ServiceKeyService } from "../account/service-keys/service-key.service.js";
import type { AdministrationService } from "../account/administration/administration.service.js";
import type { Reauthentication } from "../account/passwords/reauthentication.js";
import type { SessionCheckService } from "../account/sessions/session-check.service.js";
import type { SessionEndings } from "../account/sessions/session-endings.js";
import type { NodeSource } from "../api/graphql/node.resolver.js";
import type { AuditService } from "../platform/audit/audit.service.js";
import type { UserService } from "../people/users/user.service.js";

export interface ServiceKeysDependencies {
  readonly mongo: Mongo;
  readonly endings: SessionEndings;
  readonly audit: AuditService;
  readonly users: UserService;
  readonly sessions: SessionCheckService;
  readonly administration: AdministrationService;
  readonly reauthentication: Reauthentication;
  readonly servicePrefix: string;
  readonly onFault: (error: unknown) => void;
}

/** The keys of backends, and who tells them from people's tokens. */
export function createServiceKeys(deps: ServiceKeysDependencies): {
  readonly keys: ServiceKeyService;
  readonly checks: ServiceKeyCheckService;
  readonly doorkeeper: Doorkeeper;
  readonly resolver: ServiceKeyResolver;
  readonly nodes: NodeSource;
} {
  const { endings, audit, users, sessions } = deps;
  const rows = deps.mongo.model(ServiceKey, "ServiceKey", "service_keys");
  const keys = new ServiceKeyService({ rows, endings, audit });
  const uses = new KeyUses(rows, deps.onFault);
  const onUsed = uses.note.bind(uses);
  const checks = new ServiceKeyCheckService({ keys, users, onUsed });
  return {
    keys,
    nodes: serviceKeyNodes(keys),
    checks,
    doorkeeper: new Doorkeeper(sessions, checks, deps.servicePrefix),
    resolver: new ServiceKeyResolver(keys, deps.administration, deps.reauthentication),
  };
}
