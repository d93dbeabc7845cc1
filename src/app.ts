import type { GraphQLSchema } from "graphql";
import type { Logger } from "./adapters/logger.js";
import { Mongo } from "./adapters/mongo.js";
import { AttachmentUses } from "./compose/attachment-uses.js";
import { createApi } from "./compose/api.js";
import { createBudgets } from "./compose/budgets.js";
import { createChat } from "./compose/chat.js";
import { createClocks } from "./compose/clocks.js";
import { claimDatabase, prepareDatabase } from "./compose/database.js";
import { createDataExports } from "./compose/data-exports.js";
import { createDigests } from "./compose/digest.js";
import { gaugesOf } from "./compose/gauges.js";
import { createIntegration } from "./compose/integration.js";
import { createIdentity } from "./compose/identity.js";
import { createMailing } from "./compose/mail.js";
import { createMaintenance, type Maintenance } from "./compose/maintenance.js";
import type { Probes } from "./compose/probes.js";
import { createMedia } from "./compose/media.js";
import { createReporting } from "./compose/reporting.js";
import { createShared } from "./compose/shared.js";
import type { Config } from "./platform/config/config.types.js";
import { Cursors } from "./api/graphql/cursor.js";
import type { Attachment } from "./files/media/attachment.model.js";
import { type EngineSize } from "./live/realtime/live-engine.js";
import { derivedKeys } from "./platform/secrets/derived-keys.js";
import { KeyedHash } from "./platform/secrets/keyed-hash.js";
import { createViewerLog } from "./compose/viewer-log.js";
import { createServer } from "./edge/server/server.js";

export interface App extends Maintenance {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** What is open now: all zero when nobody is connected. */
  readonly open: () => EngineSize & { readonly sockets: number; readonly channels: number };
  /** Connects and listens; resolves to the port. `patient`: waits for a database that is away. */
  start(options?: { readonly patient: boolean }): Promise<number>;
  /** Resolves when every mail that is due, digests included, has been tried. */
  mailed(): Promise<void>;
  /** Idempotent: stops accepting, ends what is open, closes what `start` opened, in reverse. */
  stop(): Promise<void>;
}

/** The composition root: everything that lives as long as the process is made here. */
export function createApp(config: Config, probes: Probes = {}): App {
  const now = probes.now ?? ((): Date => new Date());
  const { logger, metrics, traces, security, onFault } = createReporting(config, probes.log);
  const signing = (purpose: string): KeyedHash =>
    new KeyedHash(derivedKeys(config.dataKeys, purpose));
  const mongo = new Mongo(config.mongoUri, { onCommand: probes.onCommand, traces });
  const onRedis = (answers: boolean, state: string): void =>
    answers ? logger.info(state) : logger.warn(state);
  const shared = createShared(config, onRedis, onFault);
  const { bus, counter } = shared;
  const budgets = createBudgets(config, counter);
  let origin = config.publicUrl ?? `http://localhost:${config.port}`;
  const { clock, due } = createClocks(mongo, logger, probes);
  const mailing = createMailing({ config, mongo, logger, clock: due });
  const isUsed = (attachment: Attachment): Promise<boolean> => uses.has(attachment);
  const media = createMedia({
    ...{ config, mongo, logger, signing, counter, isUsed },
    origin: () => origin,
    isLive: (userId, sessionId) => identity.isLive(userId, sessionId),
  });
  const viewerLog = createViewerLog(mongo, bus);
  const cursors = new Cursors(signing("cursors"));

  const identity = createIdentity({
    ...{ config, mongo, logger, security, onFault, bus, cursors, counter, now, own: viewerLog },
    ...{ limits: budgets.limits, outbox: mailing.outbox, pictures: media.pictures },
    onErased: [
      (userId) => media.attachments.removeAllOf(userId),
      (userId) => chat.leaveGroups(userId),
      (userId) => chat.forgetMetadata(userId),
      (userId) => viewerLog.forget(userId),
      (userId) => integration.forget(userId),
      (userId) => dataExports.forget(userId),
    ],
  });
  const { users, contacts, administration } = identity;
  const chat = createChat({
    ...{ config, mongo, shared, cursors, traces, onFault, users, contacts, media },
    ...{ administration, viewerLog, sessions: identity.sessions, limits: budgets.limits },
    publish: (hint) => {
      bus.publish(hint);
      integration.hear(hint);
    },
    onAppended: (ms) => metrics.sent(ms),
  });
  const integration = createIntegration({
    ...{ config, mongo, administration, onFault, store: chat.store, heads: chat.logs.heads },
    ...{ conversations: chat.models.conversations, messages: chat.models.messages },
    clock: { database: clock.now, due: due.now },
    ...{ cursors, feeds: chat.feeds, publish: bus.publish.bind(bus) },
    push: {
      ...{ users, contacts, presence: shared.presence, isLive: identity.isLive },
      ...{ memberViews: chat.memberViews, conversations: chat.conversations },
      ...{ memberships: chat.logs.members, projector: chat.logs.projector },
    },
  });
  const uses = new AttachmentUses({ users, conversations: chat.conversations, store: chat.store });

  const digests = createDigests({
    ...{ ...chat.models, mongo, signing, now, users, store: chat.store },
    ...{ origin: () => origin, unread: chat.unread },
    blockedBy: (userIds) => contacts.blockedBy(userIds),
    profiles: identity.profiles,
    presence: shared.presence,
    outbox: mailing.outbox,
    onFault: (error) => logger.error({ err: error }, "digests were not sent"),
  });

  const dataExports = createDataExports({
    ...{ config, mongo, users, onFault, now: due.now, limits: budgets.limits },
    ...{ proving: identity.proving, outbox: mailing.outbox, hashing: signing("exports") },
    sources: { ...identity.imports, kept: identity.kept, logs: chat.logs, media: media.transfer },
    origin: () => origin,
  });

  const api = createApi({
    ...{ config, logger, security, bus, onFault, identity, chat, media, integration, budgets },
    dataExports,
  });
  const { schema, engine } = api;
  const server = createServer({
    config,
    ...{ schema, engine, metrics, traces, newContext: api.newContext, present: api.present },
    doorkeeper: identity.doorkeeper,
    connections: chat.connections,
    mailbox: mailing.mailbox,
    ...{ staging: media.staging, mediaFiles: media.files, exports: dataExports.access },
    unsubscribe: digests.unsubscribe,
    backchannelLogout: identity.backchannelLogout,
    isUp: () => mongo.ping(),
    onSocketRefused: (errorCode, ipAddress) =>
      security.tell({ event: "SOCKET_REFUSED", errorCode, ipAddress }),
    onAnswer: (answer) => {
      metrics.answered(answer);
      logger.debug(answer, "request");
    },
    work: budgets.work,
  });

  let stopping: Promise<void> | null = null;
  return {
    schema,
    logger,
    async mailed() {
      await digests.run();
      await mailing.idle();
    },
    open: () => ({ sockets: server.openSockets, channels: bus.channelCount - 1, ...engine.size }),
    async start({ patient } = { patient: false }) {
      await traces.start();
      await media.prepare();
      if (patient)
        await mongo.startPatiently((error) =>
          logger.error({ err: error }, "the database is away: waiting for it"),
        );
      else await mongo.start();
      await claimDatabase(mongo, config);
      await prepareDatabase(mongo, config.mode);
      await clock.start();
      shared.start();
      identity.endings.start();
      media.start();
      identity.start();
      mailing.start();
      digests.start();
      await chat.start();
      integration.start();
      await dataExports.start();
      engine.start();
      metrics.start(gaugesOf({ server, engine, chat, identity, mailing, integration }));
      const port = await server.start();
      origin = config.publicUrl ?? `http://localhost:${port}`;
      return port;
    },
    ...createMaintenance({ config, mongo, shared, identity, chat, media }),
    stop() {
      stopping ??= (async () => {
        await server.stop();
        engine.stop();
        await integration.stop();
        await dataExports.stop();
        await chat.stop();
        identity.endings.stop();
        await identity.stop();
        await media.stop();
        await digests.stop();
        await mailing.stop();
        await shared.stop();
        clock.stop();
        await mongo.stop();
        await traces.stop();
      })();
      return stopping;
    },
  };
}
