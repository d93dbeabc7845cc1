import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import type { GraphQLSchema } from "graphql";
import { DevelopmentMailbox } from "./adapters/development-mailbox.js";
import { createLogger, type Logger } from "./adapters/logger.js";
import { isDatabaseOutage, Mongo } from "./adapters/mongo.js";
import { createSmtpMailer } from "./adapters/smtp-mailer.js";
import { PRESENCE_TTL_MS } from "./awareness/connections.js";
import { TYPING_TTL_MS } from "./awareness/typing.service.js";
import { createChat } from "./compose/chat.js";
import { createIdentity } from "./compose/identity.js";
import type { Config } from "./config.js";
import { MAX_COST, PAGE_SIZE_MAX } from "./graphql/cost.js";
import { Cursors } from "./graphql/cursor.js";
import { MAX_DEPTH } from "./graphql/limits.js";
import { createLoaders } from "./graphql/loaders.js";
import { NodeResolver } from "./graphql/node.resolver.js";
import { createPresentError } from "./graphql/present-error.js";
import { createSchema } from "./graphql/schema.js";
import { ServerInfoResolver } from "./graphql/server-info.resolver.js";
import { GROUP_MAX_MEMBERS } from "./groups/group-rules.js";
import { toId } from "./id.js";
import { MESSAGE_MAX_CHARS } from "./messages/message-content.js";
import { MAX_ATTACHMENTS } from "./messages/message.service.js";
import { LiveEngine } from "./realtime/live-engine.js";
import { LocalHintBus } from "./realtime/local-hint-bus.js";
import { REPLAY_MAX, revisionTrack, seqTrack } from "./realtime/track.js";
import { createContextFactory } from "./server/context-factory.js";
import { createServer } from "./server/server.js";
import { VERSION } from "./version.js";

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
  /** Idempotent: stops accepting, ends what is open, closes what `start` opened, in reverse. */
  stop(): Promise<void>;
}

/** What tests and benchmarks look at from inside. */
export interface Probes {
  /** Told the name of each command that goes to the database. */
  readonly onCommand?: (name: string) => void;
}

/** The composition root: everything that lives as long as the process is made here. */
export function createApp(config: Config, probes: Probes = {}): App {
  const logger = createLogger(config.logLevel);
  const key = (purpose: string): Buffer =>
    Buffer.from(hkdfSync("sha256", config.dataKey, "confab", purpose, 32));
  const mongo = new Mongo(config.mongoUri, probes.onCommand);
  const bus = new LocalHintBus();
  const publish = bus.publish.bind(bus);
  const mailbox = new DevelopmentMailbox(join(config.dataDir, "mail"), (line) => logger.info(line));
  const mailer = config.smtp ? createSmtpMailer(config.smtp) : mailbox;

  const cursors = new Cursors(key("cursors"));
  const identity = createIdentity({
    config,
    mongo,
    mailer,
    logger,
    publish,
    cursors,
    onErased: [],
  });
  const { users, contacts, counter, sessions } = identity;

  const { limits } = config;
  const chat = createChat({ mongo, bus, cursors, users, contacts, counter, limits });
  const { store, access, memberships } = chat.sources;

  const schema = createSchema([
    ...identity.resolvers,
    ...chat.resolvers,
    new NodeResolver([
      { typename: "User", find: (ids) => users.findMany(ids.map((id) => id.toHexString())) },
      ...chat.nodes,
    ]),
    new ServerInfoResolver({
      version: VERSION,
      features: [],
      limits: {
        messageMaxChars: MESSAGE_MAX_CHARS,
        attachmentsPerMessage: MAX_ATTACHMENTS,
        pageSizeMax: PAGE_SIZE_MAX,
        groupMaxMembers: GROUP_MAX_MEMBERS,
        editWindowSeconds: Math.floor(limits.editWindowMs / 1_000),
        replayMaxMessages: REPLAY_MAX,
        typingTtlMs: TYPING_TTL_MS,
        presenceTtlMs: PRESENCE_TTL_MS,
        maxQueryDepth: MAX_DEPTH,
        maxQueryCost: MAX_COST,
      },
    }),
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
    schema,
    bus,
    present,
    newContext: (viewer) => newContext({ viewer, credentials: "valid" }, { ipAddress: "" }),
    tracks: {
      seq: seqTrack((id, from, to) => store.range(id, from, to)),
      revision: revisionTrack((id, from, to) => store.changed(id, from, to)),
    },
    heads: async (ids) =>
      new Map((await chat.ends.many(ids)).map((end) => [end.conversationId.toHexString(), end])),
    memberships: {
      find: async (userId, conversationId) => {
        const key = { userId: toId(userId), conversationId: toId(conversationId) };
        return (await access.find(key))?.membership ?? memberships.findRow(key);
      },
      all: (userId) => memberships.ofUser(toId(userId)),
    },
  });
  const server = createServer({
    config,
    schema,
    engine,
    connections: chat.connections,
    sessions,
    bus,
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
      engine.start();
      return server.start();
    },
    stop() {
      stopping ??= (async () => {
        await server.stop();
        engine.stop();
        await chat.stop();
        await identity.stop();
        mailer.stop();
        await mongo.stop();
      })();
      return stopping;
    },
  };
}
