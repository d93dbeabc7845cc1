import type { FoundingService } from "../account/administration/founding.service.js";
import type { ServiceKeyService } from "../account/service-keys/service-key.service.js";
import type { Mongo } from "../adapters/mongo.js";
import type { Config } from "../platform/config/config.types.js";
import { finishMigrations } from "../platform/migrations/finish.js";
import { migrations } from "../platform/migrations/migrations.js";
import { Migrator } from "../platform/migrations/migrator.js";
import { claimDatabase, prepareDatabase } from "./database.js";
import type { Identity } from "./identity.types.js";
import type { Chat } from "./chat.types.js";
import type { Shared } from "./shared.js";
import { exportLines, type ExportOptions } from "./line-export.js";
import { importLines, type LineImportOptions } from "./line-import.js";
import type { Media } from "./media.js";
import { importReplaced, type ImportOptions } from "./transfer.js";

/** For the command line: with the database alone, and nothing listens. */
export interface Maintenance {
  administer<T>(
    work: (founding: FoundingService, serviceKeys: ServiceKeyService) => Promise<T>,
  ): Promise<T>;
  /** The secrets that are configured are those of the database from now on, whatever the others held. */
  acceptSecrets(): Promise<void>;
  /** Brings in what another system's database holds. Resolves to the report, line by line. */
  importReplaced(options: ImportOptions): Promise<readonly string[]>;
  /** Brings in what files of lines hold. Resolves to the report, line by line. */
  importLines(options: LineImportOptions): Promise<readonly string[]>;
  /** Writes a folder of files of lines. Resolves to what is in it, line by line. */
  exportLines(options: ExportOptions): Promise<readonly string[]>;
  /**
   * Changes stored data and builds indexes as this version wants them. With `finish` those indexes
   * go that only servers of the version before need: none may be left.
   */
  migrate(options?: { readonly finish?: boolean }): Promise<string[]>;
}

interface Stoppable {
  stop(): Promise<void>;
}

export interface MaintenanceDependencies {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly shared: Pick<Shared, "start" | "stop">;
  readonly identity: Pick<Identity, "founding" | "serviceKeys" | "imports" | "kept" | "stop">;
  readonly chat: Pick<Chat, "imports" | "logs" | "stop">;
  readonly media: Pick<Media, "transfer" | "prepare">;
}

export function createMaintenance({
  config,
  mongo,
  shared,
  identity,
  chat,
  media,
}: MaintenanceDependencies): Maintenance {
  /** What is running besides ends first. */
  const connected = async <T>(work: () => Promise<T>, ...others: Stoppable[]): Promise<T> => {
    await mongo.start();
    try {
      return await work();
    } finally {
      for (const one of [identity, ...others]) await one.stop();
      await mongo.stop();
    }
  };
  const transferring = (work: () => Promise<readonly string[]>): Promise<readonly string[]> =>
    connected(
      async () => {
        await claimDatabase(mongo, config);
        await prepareDatabase(mongo, config.mode);
        // Nodes that run hear of what is new to them.
        shared.start();
        return work();
      },
      chat,
      shared,
    );
  return {
    administer: (work) =>
      connected(async () => {
        await claimDatabase(mongo, config);
        await prepareDatabase(mongo, config.mode);
        // What ends here ends on the nodes that run: they are told, where they can be.
        shared.start();
        return work(identity.founding, identity.serviceKeys);
      }, shared),
    acceptSecrets: () => connected(() => claimDatabase(mongo, config, { accept: true })),
    importReplaced: (options) =>
      transferring(() => importReplaced(options, { ...identity.imports, chats: chat.imports })),
    importLines: (options) =>
      transferring(async () => {
        await media.prepare();
        const targets = { ...identity.imports, logs: chat.logs, media: media.transfer };
        return importLines(options, targets);
      }),
    exportLines: (options) =>
      transferring(() =>
        exportLines(options, {
          ...identity.imports,
          ...{ logs: chat.logs, media: media.transfer, kept: identity.kept },
        }),
      ),
    migrate: ({ finish = false } = {}) =>
      connected(async () => {
        await claimDatabase(mongo, config);
        const ran = await new Migrator(mongo.database, migrations).run();
        await mongo.createIndexes();
        if (!finish) return ran;
        return [
          ...ran,
          ...(await finishMigrations(mongo.database)).map((one) => `no longer needed: ${one}`),
        ];
      }),
  };
}
