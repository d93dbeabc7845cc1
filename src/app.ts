import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import type { GraphQLSchema } from "graphql";
import { DevelopmentMailbox } from "./adapters/development-mailbox.js";
import { createLogger, type Logger } from "./adapters/logger.js";
import { isDatabaseOutage, Mongo } from "./adapters/mongo.js";
import { createSmtpMailer } from "./adapters/smtp-mailer.js";
import type { FoundingService } from "./administration/founding.service.js";
import { createChat } from "./compose/chat.js";
import { createIdentity } from "./compose/identity.js";
import { createShared } from "./compose/shared.js";
import { serverInfo } from "./compose/server-info.js";
import type { Config } from "./config.js";
import { Cursors } from "./graphql/cursor.js";
import { createLoaders } from "./graphql/loaders.js";
import { NodeResolver } from "./graphql/node.resolver.js";
import { createPresentError } from "./graphql/present-error.js";
import { createSchema } from "./graphql/schema.js";
import { ServerInfoResolver } from "./graphql/server-info.resolver.js";
import { LiveEngine } from "./realtime/live-engine.js";
import { createContextFactory } from "./server/context-factory.js";
import { createServer } from "./server/server.js";

export interface App {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** What is open now: all zero when nobody is connected. */
  readonly open: () => {
    sockets: number;
    subscriptions: number;
    tails: number;
    lanes: number;
    channels: number;
  };
  /** Connects and listens; resolves to the port. */
  start(): Promise<number>;
  /** For the command line: with the database alone, and nothing listens. */
  administer<T>(work: (founding: FoundingService) => Promise<T>): Promise<T>;
  /** Idempotent: stops accepting, ends what is open, closes what `start` opened, in reverse. */
  stop(): Promise<void>;
}

/** The composition root: everything that lives as long as the process is made here. */
export function createApp(config: Config): App {
  const logger = createLogger(config.logLevel);
  const key = (purpose: string): Buffer =>
    Buffer.from(hkdfSync("sha256", config.dataKey, "confab", purpose, 32));
  const mongo = new Mongo(config.mongoUri);
  const shared = createShared(config, (state) => logger.warn(state));
  const { bus, counter } = shared;
  const publish = bus.publish.bind(bus);
  const mailbox = new DevelopmentMailbox(join(config.dataDir, "mail"), (line) => logger.info(line));
  const mailer = config.smtp ? createSmtpMailer(config.smtp) : mailbox;
  const cursors = new Cursors(key("cursors"));

  const basics = { config, mongo, mailer, logger, publish, cursors, counter };
  const identity = createIdentity({ ...basics, onErased: [] });
  const { users, contacts, sessions } = identity;
  const chat = createChat({ config, mongo, shared, cursors, users, contacts });

  const schema = createSchema([
    ...identity.resolvers,
    ...chat.resolvers,
    new NodeResolver([
      { typename: "User", find: (ids) => users.findMany(ids.map((id) => id.toHexString())) },
      ...chat.nodes,
    ]),
    new ServerInfoResolver(serverInfo(config)),
  ]);
  const present = createPresentError({
    isOutage: isDatabaseOutage,
    log: ({ error, requestId }) => logger.error({ err: error, requestId }, "request failed"),
    suggestions: config.mode !== "production",
  });
  const newContext = createContextFactory({
    newLoaders: () => createLoaders({ users, contacts, ...chat.sources }),
    awareness: chat.awareness,
    limitLoopback: config.mode === "production",
  });
  const engine = new LiveEngine({
    ...chat.live,
    schema,
    bus,
    present,
    newContext: (viewer) => newContext({ viewer, credentials: "valid" }, { ipAddress: "" }),
  });
  const server = createServer({
    config,
    schema,
    engine,
    sessions,
    bus,
    connections: chat.connections,
    newContext,
    present,
    mailbox: config.smtp || config.mode === "production" ? null : mailbox,
  });

  let stopping: Promise<void> | null = null;
  return {
    schema,
    logger,
    open: () => ({ sockets: server.openSockets, channels: bus.channelCount, ...engine.size }),
    async start() {
      await mongo.start();
      shared.start();
      engine.start();
      return server.start();
    },
    async administer(work) {
      await mongo.start();
      try {
        return await work(identity.founding);
      } finally {
        await identity.stop();
        await mongo.stop();
      }
    },
    stop() {
      stopping ??= (async () => {
        await server.stop();
        engine.stop();
        await chat.stop();
        await identity.stop();
        await shared.stop();
        mailer.stop();
        await mongo.stop();
      })();
      return stopping;
    },
  };
}
