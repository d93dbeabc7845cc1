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
import type { Config } from "./config.js";
import { Conversation } from "./conversations/conversation.model.js";
import { ConversationResolver } from "./conversations/conversation.resolver.js";
import { ConversationService } from "./conversations/conversation.service.js";
import { Membership } from "./conversations/membership.model.js";
import { Cursors } from "./graphql/cursor.js";
import { createLoaders } from "./graphql/loaders.js";
import { createPresentError } from "./graphql/present-error.js";
import { createSchema } from "./graphql/schema.js";
import { ConversationMessagesResolver } from "./messages/conversation-messages.resolver.js";
import { LogService } from "./messages/log.service.js";
import { LogStore } from "./messages/log-store.js";
import { Message } from "./messages/message.model.js";
import { MessageResolver } from "./messages/message.resolver.js";
import { MessageService } from "./messages/message.service.js";
import { MessageReceivedResolver } from "./messages/message-received.resolver.js";
import { Live } from "./realtime/live.js";
import { LocalHintBus } from "./realtime/local-hint-bus.js";
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

  const conversationModel = mongo.model(Conversation, "Conversation", "conversations");
  const conversations = new ConversationService({
    conversations: conversationModel,
    memberships: mongo.model(Membership, "Membership", "memberships"),
    users,
    publish,
  });
  const store = new LogStore(mongo.model(Message, "Message", "messages"), conversationModel);
  const log = new LogService(store, publish);
  const messages = new MessageService({ log, store, conversations });
  const live = new Live(bus, {
    membership: (userId, id) => conversations.readableBy(userId, id),
    memberships: (userId) => conversations.membershipsOf(userId),
    headSeq: async (id) => (await log.head(id)).seq,
    after: (id, seq, limit) => store.range(id, seq + 1, seq + limit),
  });

  const schema = createSchema([
    new AuthResolver(accounts, sessions, users),
    new ViewerResolver(users),
    new ConversationResolver(conversations),
    new ConversationMessagesResolver(messages, conversations, log, new Cursors(key("cursors"))),
    new MessageResolver(messages),
    new MessageReceivedResolver(),
  ]);
  const server = createServer({
    config,
    schema,
    live,
    sessions,
    bus,
    newLoaders: () => createLoaders(users, conversations),
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
        live.stop();
        await log.stop();
        mailer.stop();
        await mongo.stop();
      })();
      return stopping;
    },
  };
}
