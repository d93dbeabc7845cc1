import type { Mongo } from "../adapters/mongo.js";
import { AuditBounds } from "../platform/audit/audit-bounds.js";
import { AuditEntries } from "../platform/audit/audit-entries.js";
import { AuditEntry } from "../platform/audit/audit.model.js";
import { AuditService } from "../platform/audit/audit.service.js";
import type { SecurityLog } from "../platform/audit/security-log.js";
import type { Counter } from "../platform/limits/counter.js";
import type { KeyedHash } from "../platform/secrets/keyed-hash.js";

export interface AuditDependencies {
  readonly mongo: Mongo;
  readonly counter: Counter;
  readonly security: SecurityLog;
  readonly hashing: (purpose: string) => KeyedHash;
  readonly onFault: (error: unknown) => void;
}

/** What was done to accounts, as a chain in the database. */
export function createAudit(deps: AuditDependencies): AuditService {
  const { mongo, counter, security, hashing, onFault } = deps;
  return new AuditService({
    entries: new AuditEntries(mongo.model(AuditEntry, "AuditEntry", "audit")),
    hashing: hashing("audit"),
    bounds: new AuditBounds(counter),
    log: security,
    onFault,
  });
}
