import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import type { GraphQLSchema } from "graphql";
import { DevelopmentMailbox } from "./adapters/development-mailbox.js";
import { createLogger, type Logger } from "./adapters/logger.js";
import { isDatabaseOutage, Mongo } from "./adapters/mongo.js";
import { createSmtpMailer } from "./adapters/smtp-mailer.js";
import { createIdentity } from "./compose/identity.js";
import type { Config } from "./config.js";
import { createRelations } from "./contacts/relations.js";
import { Conversation } from "./conversations/conversation.model.js";
import { ConversationResolver } from "./conversations/conversation.resolver.js";
import { ConversationService } from "./conversations/conversation.service.js";
import { Membership } from "./conversations/membership.model.js";
import { MembershipResolver } from "./conversations/membership.resolver.js";
import { MembershipService } from "./conversations/membership.service.js";
import { ReadingPositions } from "./conversations/reading-positions.js";
import { ViewerConversationsResolver } from "./conversations/viewer-conversations.resolver.js";
import { Cursors } from "./graphql/cursor.js";
import { createLoaders } from "./graphql/loaders.js";
import { createPresentError } from "./graphql/present-error.js";
import { createSchema } from "./graphql/schema.js";
import { GroupCreation } from "./groups/group-creation.js";
import { GroupLog } from "./groups/group-log.js";
import { GroupResolver } from "./groups/group.resolver.js";
import { GroupService } from "./groups/group.service.js";
import { Invitees } from "./groups/invitees.js";
import { toId } from "./id.js";
import { AccessService } from "./log/access.service.js";
import { LogEnds } from "./log/log-ends.js";
import { LogProjector } from "./log/log-projector.js";
import { LogService } from "./log/log.service.js";
import { LogStore } from "./log/log-store.js";
import { MembershipProjection } from "./log/membership-projection.js";
import { noAttachments } from "./messages/attachment-claims.js";
import { ConversationEventsResolver } from "./messages/conversation-events.resolver.js";
import { ConversationMessagesResolver } from "./messages/conversation-messages.resolver.js";
import { MessageChangesService } from "./messages/message-changes.service.js";
import { MessageFieldsResolver } from "./messages/message-fields.resolver.js";
import { MessageReader } from "./messages/message-reader.service.js";
import { Message } from "./messages/message.model.js";
import { MessageResolver } from "./messages/message.resolver.js";
import { MessageService } from "./messages/message.service.js";
import { MessageReceivedResolver } from "./messages/message-received.resolver.js";
import { PinnedMessages } from "./messages/pinned-messages.js";
import { PinnedMessagesResolver } from "./messages/pinned-messages.resolver.js";
import { ReactionGroupResolver } from "./messages/reaction-group.resolver.js";
import { LiveEngine } from "./realtime/live-engine.js";
import { LocalHintBus } from "./realtime/local-hint-bus.js";
import { revisionTrack, seqTrack } from "./realtime/track.js";
import { MessageReceiptsResolver } from "./receipts/message-receipts.resolver.js";
import { ReceiptResolver } from "./receipts/receipt.resolver.js";
import { ReceiptService } from "./receipts/receipt.service.js";
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
  const { users, contacts, sessions } = identity;

  const models = {
    conversations: mongo.model(Conversation, "Conversation", "conversations"),
    memberships: mongo.model(Membership, "Membership", "memberships"),
    messages: mongo.model(Message, "Message", "messages"),
  };
  const peopleRelations = createRelations(contacts);
  const memberships = new MembershipService(models.memberships, publish);
  const conversations = new ConversationService({
    conversations: models.conversations,
    memberships,
    users,
    relations: peopleRelations,
  });
  const store = new LogStore(models.messages);
  const ends = new LogEnds(models.messages, models.conversations);
  const positions = new ReadingPositions(models.memberships);
  const projector = new LogProjector({
    store,
    ends,
    positions,
    conversations: models.conversations,
    memberships: new MembershipProjection(models.memberships, publish),
  });
  const log = new LogService({ store, ends, projector, publish });
  const access = new AccessService(memberships, ends, projector);
  const reader = new MessageReader({ store, access, messages: models.messages });
  const pinned = new PinnedMessages(models.messages);
  const writing = { log, store, conversations, memberships, attachments: noAttachments };
  const messages = new MessageService({
    ...writing,
    limitSending: () => Promise.resolve(),
    stopTyping: () => undefined,
  });
  const changes = new MessageChangesService({
    ...writing,
    pinned,
    editWindowMs: config.limits.editWindowMs,
  });
  const receipts = new ReceiptService({
    access,
    memberships,
    positions,
    store,
    messages: models.messages,
    publish,
  });
  const groupLog = new GroupLog(log, projector);
  const invitees = new Invitees(users, peopleRelations);
  const groups = new GroupService({
    model: models.conversations,
    conversations,
    memberships,
    access,
    log: groupLog,
    invitees,
  });
  const creation = new GroupCreation({
    conversations: models.conversations,
    log: groupLog,
    invitees,
  });
  const schema = createSchema([
    ...identity.resolvers,
    new ConversationResolver(conversations, cursors),
    new ViewerConversationsResolver(memberships, projector, cursors),
    new MembershipResolver(memberships),
    new GroupResolver(creation, groups),
    new ConversationMessagesResolver(reader, cursors),
    new PinnedMessagesResolver(pinned, cursors),
    new MessageFieldsResolver(),
    new ReactionGroupResolver(cursors),
    new ReceiptResolver(receipts),
    new MessageReceiptsResolver(cursors),
    new ConversationEventsResolver(),
    new MessageResolver(messages, changes),
    new MessageReceivedResolver(),
  ]);
  const present = createPresentError({
    isOutage: isDatabaseOutage,
    log: ({ error, requestId }) => logger.error({ err: error, requestId }, "request failed"),
    suggestions: config.mode !== "production",
  });
  const sources = { users, conversations, contacts, memberships, access, store, reader, receipts };
  const newContext = createContextFactory({
    newLoaders: () => createLoaders({ ...sources, relations: peopleRelations }),
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
      new Map((await ends.many(ids)).map((end) => [end.conversationId.toHexString(), end])),
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
        await log.stop();
        await identity.stop();
        mailer.stop();
        await mongo.stop();
      })();
      return stopping;
    },
  };
}
