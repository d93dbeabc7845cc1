import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import type { GraphQLSchema } from "graphql";
import { DevelopmentMailbox } from "./adapters/development-mailbox.js";
import { createLogger, type Logger } from "./adapters/logger.js";
import { isDatabaseOutage, Mongo } from "./adapters/mongo.js";
import { createSmtpMailer } from "./adapters/smtp-mailer.js";
import { AccountService } from "./auth/account.service.js";
import { AuthResolver } from "./auth/auth.resolver.js";
import { Code } from "./auth/code.model.js";
import { CodeService } from "./auth/code.service.js";
import { PasswordService } from "./auth/password.service.js";
import { Session } from "./auth/session.model.js";
import { SessionService } from "./auth/session.service.js";
import { TokenService } from "./auth/token.service.js";
import { PRESENCE_TTL_MS } from "./awareness/connections.js";
import { TYPING_TTL_MS } from "./awareness/typing.service.js";
import { NodeResolver } from "./graphql/node.resolver.js";
import { ServerInfoResolver } from "./graphql/server-info.resolver.js";
import { MAX_COST, PAGE_SIZE_MAX } from "./graphql/cost.js";
import { MAX_DEPTH } from "./graphql/limits.js";
import { GROUP_MAX_MEMBERS } from "./groups/group-rules.js";
import { MESSAGE_MAX_CHARS } from "./messages/message-content.js";
import { VERSION } from "./version.js";
import { createChat } from "./app-chat.js";
import type { Config } from "./config.js";
import { ContactFieldsResolver } from "./contacts/contact-fields.resolver.js";
import { ContactListsResolver } from "./contacts/contact-lists.resolver.js";
import { ContactResolver } from "./contacts/contact.resolver.js";
import { ContactService } from "./contacts/contact.service.js";
import { Relation } from "./contacts/relation.model.js";
import { Cursors } from "./graphql/cursor.js";
import { createLoaders } from "./graphql/loaders.js";
import { createPresentError } from "./graphql/present-error.js";
import { createSchema } from "./graphql/schema.js";
import { MAX_ATTACHMENTS } from "./messages/message.service.js";
import { LocalHintBus } from "./realtime/local-hint-bus.js";
import { REPLAY_MAX } from "./realtime/track.js";
import { createServer } from "./server/server.js";
import { User } from "./users/user.model.js";
import { UserService } from "./users/user.service.js";
import { ViewerResolver } from "./users/viewer.resolver.js";

export interface App {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** Connects and listens; resolves to the port. */
  start(): Promise<number>;
  /** Idempotent: stops accepting, ends what is open, closes what `start` opened, in reverse. */
  stop(): Promise<void>;
}

/** The composition root: everything that lives as long as the process is made here. */
export function createApp(config: Config): App {
  const logger = createLogger(config.logLevel);
  const key = (purpose: string): Buffer =>
    Buffer.from(hkdfSync("sha256", config.dataKey, "confab", purpose, 32));
  const mongo = new Mongo(config.mongoUri);
  const bus = new LocalHintBus();
  const publish = bus.publish.bind(bus);
  const mailbox = new DevelopmentMailbox(join(config.dataDir, "mail"), (line) => logger.info(line));
  const mailer = config.smtp ? createSmtpMailer(config.smtp) : mailbox;

  const users = new UserService(mongo.model(User, "User", "users"));
  const tokens = new TokenService(config.realms);
  const { user, admin } = config.realms;
  const sessions = new SessionService({
    sessions: mongo.model(Session, "Session", "sessions"),
    users,
    tokens,
    prefixes: { user: user.prefix, admin: admin.prefix },
    publish,
  });
  const codes = new CodeService(mongo.model(Code, "Code", "codes"), key("codes"));
  const passwords = new PasswordService(key("passwords"), config.saltRounds);
  const accounts = new AccountService({ users, passwords, codes, sessions, mailer });

  const relations = mongo.model(Relation, "Relation", "contacts");
  const contacts = new ContactService({ relations, users, publish });

  const cursors = new Cursors(key("cursors"));
  const chat = createChat({ mongo, bus, cursors, users, contacts, limits: config.limits });
  const schema = createSchema([
    new AuthResolver(accounts, sessions, users),
    new ViewerResolver(users),
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
        editWindowSeconds: Math.floor(config.limits.editWindowMs / 1_000),
        replayMaxMessages: REPLAY_MAX,
        typingTtlMs: TYPING_TTL_MS,
        presenceTtlMs: PRESENCE_TTL_MS,
        maxQueryDepth: MAX_DEPTH,
        maxQueryCost: MAX_COST,
      },
    }),
    ...chat.resolvers,
    new ContactResolver(contacts),
    new ContactFieldsResolver(),
    new ContactListsResolver(contacts, cursors),
  ]);
  const server = createServer({
    config,
    schema,
    live: chat.live,
    awareness: chat.awareness,
    connections: chat.connections,
    sessions,
    bus,
    newLoaders: () => createLoaders({ users, contacts, ...chat.sources }),
    present: createPresentError({
      isOutage: isDatabaseOutage,
      log: ({ error, requestId }) => logger.error({ err: error, requestId }, "request failed"),
      suggestions: config.mode !== "production",
    }),
    mailbox: config.smtp || config.mode === "production" ? null : mailbox,
  });

  let stopping: Promise<void> | null = null;
  return {
    schema,
    logger,
    async start() {
      await mongo.start();
      return server.start();
    },
    stop() {
      stopping ??= (async () => {
        await server.stop();
        await chat.stop();
        mailer.stop();
        await mongo.stop();
      })();
      return stopping;
    },
  };
}
