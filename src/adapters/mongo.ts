import { setTimeout as delay } from "node:timers/promises";
import { buildSchema } from "@typegoose/typegoose";
import mongoose, { type Connection, type Model } from "mongoose";
import { endCommandsOfClosedConnections } from "./closed-connections.js";
import { traceCommands } from "./traced-commands.js";
import type { Traces } from "../platform/tracing/traces.js";

/** Above this a request would answer later than the two seconds that an outage may take. */
const SELECTION_TIMEOUT_MS = 800;
const OPERATION_TIMEOUT_MS = 5_000;
const PING_LIMIT_MS = 1_000;
const WAIT_MS = { first: 500, max: 10_000 } as const;
/** A busy machine may take seconds to connect for the first time: only what is absent takes longer. */
const FIRST_CONNECTION_MS = 30_000;

const OUTAGES = new Set([
  "MongoNetworkError",
  "MongoNetworkTimeoutError",
  "MongoServerSelectionError",
  "MongoNotConnectedError",
  "MongoTopologyClosedError",
  "MongoPoolClearedError",
  "MongoPoolClosedError",
  "MongoWaitQueueTimeoutError",
  "MongoClientClosedError",
  "MongoOperationTimeoutError",
  "MongooseServerSelectionError",
]);
/** Primary stepped down, shutting down, interrupted: another try may reach another server. */
const OUTAGE_CODES = new Set([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

export interface MongoWatch {
  /** Told each command that goes to the database. */
  readonly onCommand?: ((name: string, command: object) => void) | undefined;
  readonly traces?: Traces;
}

/** One connection, and the models bound to it: several apps can live in one process. */
export class Mongo {
  private readonly connection: Connection;

  constructor(
    private readonly uri: string,
    private readonly watch: MongoWatch = {},
  ) {
    endCommandsOfClosedConnections();
    this.connection = mongoose.createConnection();
  }

  model<T>(entity: new () => T, name: string, collection: string): Model<T> {
    const schema = buildSchema(entity as new () => object, {
      schemaOptions: { collection, versionKey: false, autoIndex: false, autoCreate: false },
    });
    return this.connection.model(name, schema) as unknown as Model<T>;
  }

  get database(): mongoose.mongo.Db {
    if (!this.connection.db) throw new Error("not connected");
    return this.connection.db;
  }

  /** Tries until the database can be reached; `onAway` is told once. Any other fault is thrown. */
  async startPatiently(onAway: (error: unknown) => void): Promise<void> {
    for (let waitMs: number = WAIT_MS.first; ; waitMs = Math.min(waitMs * 2, WAIT_MS.max)) {
      try {
        return await this.start();
      } catch (error) {
        if (!isDatabaseOutage(error)) throw error;
        if (waitMs === WAIT_MS.first) onAway(error);
        await delay(waitMs);
      }
    }
  }

  /** Rejects at once where nothing listens at the address. */
  async start(): Promise<void> {
    for (const end = performance.now() + FIRST_CONNECTION_MS; ;) {
      try {
        return await this.connect();
      } catch (error) {
        const isSlow = isDatabaseOutage(error) && !isRefused(error);
        if (!isSlow || performance.now() > end) throw error;
      }
    }
  }

  private async connect(): Promise<void> {
    const { onCommand, traces } = this.watch;
    await this.connection.openUri(this.uri, {
      serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
      connectTimeoutMS: 2_000,
      socketTimeoutMS: OPERATION_TIMEOUT_MS,
      heartbeatFrequencyMS: 1_000,
      maxPoolSize: 50,
      waitQueueTimeoutMS: 1_500,
      bufferCommands: false,
      appName: "confab",
      monitorCommands: onCommand !== undefined || traces?.on === true,
    });
    const client = this.connection.getClient();
    client.on("commandStarted", ({ commandName, command }) => onCommand?.(commandName, command));
    if (traces?.on) traceCommands(client, traces);
  }

  /** The top-level fields of each model, and which of them are always written, by collection. */
  shapes(): ReadonlyMap<string, { known: ReadonlySet<string>; usual: readonly string[] }> {
    const top = (path: string): string => path.replace(/\..*/s, "");
    return new Map(
      Object.values(this.connection.models).map(({ collection, schema }) => [
        collection.name,
        {
          known: new Set(Object.keys(schema.paths).map(top)),
          usual: Object.entries(schema.paths)
            .filter(([, { isRequired, options }]) => isRequired || options["default"] !== undefined)
            .map(([path]) => top(path)),
        },
      ]),
    );
  }

  async createIndexes(): Promise<void> {
    for (const name of this.connection.modelNames()) await this.prepare(name);
  }

  /** The collection too: SecantusDB at times fails to delete from one that is not there. */
  private async prepare(name: string): Promise<void> {
    const model = this.connection.model(name);
    await model.createCollection();
    await model.createIndexes();
  }

  /**
   * Those of collections without a document are made: it takes no time. Returns the others, by
   * the names of their collections: building them beside requests is for the operator to decide.
   */
  async missingIndexes(): Promise<string[]> {
    const missing: string[] = [];
    for (const model of Object.values(this.connection.models)) {
      if ((await model.findOne().lean()) === null) await this.prepare(model.modelName);
      else {
        const built = (await model.listIndexes()) as readonly { name?: string }[];
        const known = new Set(built.map(({ name }) => name));
        for (const [fields, { name }] of model.schema.indexes())
          if (!known.has(name ?? Object.entries(fields).flat().join("_")))
            missing.push(`${model.collection.name}: ${Object.keys(fields).join(", ")}`);
      }
    }
    return missing;
  }

  async stop(): Promise<void> {
    await this.connection.close();
  }

  /** By the database's own clock; null where it does not tell. */
  async time(): Promise<Date | null> {
    const hello = await this.connection.db?.command({ hello: 1 }).catch(() => null);
    const time: unknown = hello?.["localTime"];
    return time instanceof Date ? time : null;
  }

  /** Whether the database answers, within a second. */
  async ping(): Promise<boolean> {
    const ping = this.connection.db?.command({ ping: 1 }, { timeoutMS: PING_LIMIT_MS });
    return (await ping?.catch(() => null)) != null;
  }
}

/** The socket broke while the driver was writing, which it passes on as it is. */
const BROKEN_SOCKET = new Set(["EPIPE", "ECONNRESET", "ECONNREFUSED", "ETIMEDOUT"]);

export function isDatabaseOutage(error: unknown): boolean {
  const { name, code, thrownValue, errorResponse } = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    thrownValue?: unknown;
    /** What a bulk write failed with, where it was not the server's answer. */
    errorResponse?: unknown;
  };
  if (thrownValue !== undefined) return isDatabaseOutage(thrownValue);
  if (errorResponse instanceof Error) return isDatabaseOutage(errorResponse);
  if (typeof code === "string" && BROKEN_SOCKET.has(code)) return true;
  return OUTAGES.has(String(name)) || (typeof code === "number" && OUTAGE_CODES.has(code));
}

/** Each server that is known refuses connections: there is none, however long one waits. */
function isRefused(error: unknown): boolean {
  const { reason } = error as { reason?: { servers?: ReadonlyMap<string, { error?: unknown }> } };
  const servers = [...(reason?.servers?.values() ?? [])];
  return servers.length > 0 && servers.every((server) => /ECONNREFUSED/.test(String(server.error)));
}
