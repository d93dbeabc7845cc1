import type { Types } from "mongoose";
import type { Reauthentication } from "../account/passwords/reauthentication.js";
import type { Mongo } from "../adapters/mongo.js";
import { zipFolder } from "../adapters/zip-archive.js";
import type { OutboxService } from "../mail/outbox.service.js";
import type { UserService } from "../people/users/user.service.js";
import type { AuditService } from "../platform/audit/audit.service.js";
import type { Config } from "../platform/config/config.types.js";
import type { OnFault } from "../platform/core/fault.js";
import type { Limits } from "../platform/limits/limits.js";
import type { KeyedHash } from "../platform/secrets/keyed-hash.js";
import { DataExport } from "../transfer/requests/data-export.model.js";
import { DataExportResolver } from "../transfer/requests/data-export.resolver.js";
import { DataExportService } from "../transfer/requests/data-export.service.js";
import { ExportAccess } from "../transfer/requests/export-access.js";
import { ExportFiles } from "../transfer/requests/export-files.js";
import { ExportLink } from "../transfer/requests/export-link.js";
import { ExportWorker } from "../transfer/requests/export-worker.js";
import { ExportWriter } from "../transfer/requests/export-writer.js";
import { exportLines, type ExportSources } from "./line-export.js";

export interface DataExportsDependencies {
  readonly config: Pick<Config, "exportDir">;
  readonly mongo: Mongo;
  readonly hashing: KeyedHash;
  readonly users: UserService;
  readonly limits: Limits;
  readonly proving: { readonly reauthentication: Reauthentication; readonly audit: AuditService };
  readonly outbox: OutboxService;
  readonly sources: ExportSources;
  /** Where clients reach this server; known when it listens. */
  readonly origin: () => string;
  /** By the clock that all nodes share. */
  readonly now: () => Date;
  readonly onFault: OnFault;
}

export interface DataExports {
  readonly resolvers: readonly object[];
  readonly access: ExportAccess;
  /** For whoever is erased. May be repeated. */
  readonly forget: (userId: Types.ObjectId) => Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The part of the composition root that gives people what is kept of them. */
export function createDataExports(deps: DataExportsDependencies): DataExports {
  const { config, mongo, hashing, users, limits, proving, sources, now } = deps;
  const rows = mongo.model(DataExport, "DataExport", "data_exports");
  const files = new ExportFiles(config.exportDir);
  const link = new ExportLink(hashing, deps.origin);
  const common = { rows, files, link, users, now };
  const onProgress = (): void => undefined;
  const writer = new ExportWriter({
    ...{ ...common, outbox: deps.outbox, pack: zipFolder },
    async writeLines(userId, folder, signal) {
      const scope = { kind: "user", id: userId.toHexString() } as const;
      await exportLines({ scope, folder, onProgress, signal }, sources);
    },
  });
  const worker = new ExportWorker({
    ...common,
    writer,
    log: (error) => deps.onFault("an export cannot be written", error),
  });
  const service = new DataExportService({ ...common, ...proving, limits, wake: worker.wake });
  return {
    resolvers: [new DataExportResolver(service)],
    access: new ExportAccess({ ...common, audit: proving.audit }),
    forget: (userId) => service.forget(userId),
    async start() {
      await files.prepare();
      worker.start();
    },
    stop: () => worker.stop(),
  };
}
