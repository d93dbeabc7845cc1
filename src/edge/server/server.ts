import type { IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import type { Traces } from "../../platform/tracing/traces.js";
import type { Config } from "../../platform/config/config.types.js";
import type { Connections } from "../../chat/awareness/connections.js";
import type { PresentError } from "../../api/graphql/present-error.js";
import type { LiveEngines } from "../../live/realtime/live-engines.js";
import type { Doorkeeper, Introduction } from "../../account/service-keys/doorkeeper.js";
import type { WorkBudget } from "../../platform/limits/work-budget.js";
import type { Credentials } from "./authenticate.js";
import { addBackchannelLogout, type BackchannelLogout } from "./backchannel-logout.js";
import { clientAddress } from "./client-address.js";
import type { ContextFactory } from "./context-factory.js";
import { DocumentCache } from "./document-cache.js";
import { addHealth } from "./health.js";
import { HeldRefusals } from "./held-refusals.js";
import { noteAnswers, type Answer } from "./answers.js";
import { addGraphqlRoute, createHttpServer } from "./http.js";
import type { MediaFilesService } from "../../files/media/media-files.service.js";
import type { Staging } from "../../files/media/staging.js";
import { OperationGate } from "./operation-gate.js";
import { trackUnused } from "./unused-connections.js";
import { addUnsubscribePage, type Unsubscribe } from "./unsubscribe-page.js";
import { addExportFiles } from "./export-files.js";
import { addMediaFiles } from "./media-files.js";
import type { ExportAccess } from "../../transfer/requests/export-access.js";
import type { Measures } from "./measured-operations.js";
import { addMailboxPage, type Mailbox } from "./mailbox-page.js";
import { addGraphiqlPage, addWebChat } from "./pages.js";
import { refuseWhileClosing } from "./failure.js";
import { addSchemaFile } from "./schema-file.js";
import { EventStreams, type EventStreamsDependencies } from "./event-streams.js";
import { KeepAlive } from "./keep-alive.js";
import { SocketAdmission } from "./socket-admission.js";
import { SocketServer, type SocketServerDependencies } from "./socket-server.js";
import { traceRequests } from "./traced-requests.js";

/** What requests have that are under way when the server stops. */
const DRAIN_LIMIT_MS = 5_000;
const GRAPHIQL = fileURLToPath(new URL("../../../graphiql/dist", import.meta.url));
const WEB_CHAT = fileURLToPath(new URL("../../../web/dist", import.meta.url));

export interface ServerDependencies {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly engine: Pick<LiveEngines, "subscribe">;
  readonly doorkeeper: Doorkeeper;
  readonly newContext: ContextFactory;
  readonly connections: Connections;
  readonly present: PresentError;
  /** Shown at /dev/mail; null where mail really goes out. */
  readonly mailbox: Mailbox | null;
  readonly staging: Staging;
  readonly onAnswer: (answer: Answer) => void;
  readonly onSocketRefused: SocketServerDependencies["onRefused"];
  readonly unsubscribe: Unsubscribe;
  readonly backchannelLogout: BackchannelLogout;
  /** Whether the database answers. */
  readonly isUp: () => Promise<boolean>;
  readonly metrics: Measures & { text(): Promise<string>; delivered(events: number): void };
  readonly traces: Traces;
  readonly work: WorkBudget;
  /** What serves the files; null where a store elsewhere does. */
  readonly mediaFiles: MediaFilesService | null;
  readonly exports: Pick<ExportAccess, "open">;
}

export interface Server {
  /** Resolves to the port. */
  start(): Promise<number>;
  stop(): Promise<void>;
  readonly openSockets: number;
}

export function createServer(deps: ServerDependencies): Server {
  const { config, schema, engine, doorkeeper, connections, present, mailbox, staging } = deps;
  const { traces } = deps;
  const production = config.mode === "production";
  const trusted = (_address: string, hop: number): boolean => hop < config.trustProxyHops;
  const documents = new DocumentCache(schema, config.introspection);
  const shared = {
    schema,
    traces,
    measures: deps.metrics,
    present,
    documents,
    gate: new OperationGate(deps.work, documents),
    refusals: new HeldRefusals(),
    introspection: config.introspection,
    authenticate: (given: Introduction) => doorkeeper.authenticate(given),
    newContext: (
      credentials: Omit<Credentials, "expiresAt">,
      origin: Parameters<ContextFactory>[1],
    ) => {
      // Whom a service acts for is not there: nobody should wait for their answer.
      if (credentials.viewer && !credentials.service) connections.touch(credentials.viewer.userId);
      return deps.newContext(credentials, origin);
    },
  };
  const addressOf = (request: IncomingMessage): string =>
    clientAddress(request, config.trustProxyHops);
  const keepAlive = new KeepAlive();
  /** For sockets and streams alike. */
  const lasting: SocketServerDependencies & EventStreamsDependencies = {
    ...shared,
    engine,
    keepAlive,
    addressOf,
    admission: new SocketAdmission({
      limits: config.socketLimits,
      origins: [
        ...config.corsOrigins,
        ...(config.publicUrl ? [new URL(config.publicUrl).origin] : []),
      ],
      addressOf,
    }),
    onDelivered: (events) => deps.metrics.delivered(events),
    expiryGraceMs: config.expiryGraceMs,
    attend: (given, ended) => doorkeeper.attend(given, ended),
    arrive: (viewer) => connections.connect(viewer.userId),
    onRefused: deps.onSocketRefused,
  };
  const sockets = new SocketServer(lasting);
  const streams = new EventStreams(lasting);
  const httpOptions = { ...shared, corsOrigins: config.corsOrigins, trusted, staging, streams };
  const server = createHttpServer(httpOptions);
  const unused = trackUnused(server.http.server);
  let draining = false;
  let closing = false;
  let listening = false;
  return {
    get openSockets() {
      return sockets.openSockets + streams.size;
    },
    async start() {
      await server.apollo.start();
      refuseWhileClosing(server.http, present, () => closing);
      traceRequests(server.http, traces, { behindProxy: config.trustProxyHops > 0 });
      noteAnswers(server.http, deps.onAnswer);
      addHealth(server.http, {
        ready: async () => !draining && (await deps.isUp()),
        metrics: () => deps.metrics.text(),
        metricsToken: config.metricsToken,
        behindProxy: config.trustProxyHops > 0,
      });
      if (!production) await addGraphiqlPage(server.http, GRAPHIQL);
      if (config.introspection) addSchemaFile(server.http, schema);
      await addWebChat(server.http, {
        folder: WEB_CHAT,
        googleClientId: config.google?.clientId ?? null,
        demoPassword: production ? null : config.demoPassword,
        publicUrl: config.publicUrl,
        imageOrigins: config.imageOrigins,
        usesCloudinary: config.cloudinary !== null,
      });
      if (mailbox) addMailboxPage(server.http, mailbox);
      await addGraphqlRoute(server, httpOptions);
      addUnsubscribePage(server.http, deps.unsubscribe);
      addBackchannelLogout(server.http, deps.backchannelLogout);
      addExportFiles(server.http, { access: deps.exports, present });
      if (deps.mediaFiles) await addMediaFiles(server.http, { files: deps.mediaFiles, present });
      sockets.attach(server.http.server);
      keepAlive.start();
      await server.http.listen({ port: config.port, host: config.host });
      listening = true;
      const address = server.http.server.address();
      return typeof address === "object" && address ? address.port : config.port;
    },
    async stop() {
      draining = true;
      // Balancers look only now and then: whoever they still send here is served.
      if (listening) await delay(config.drainMs);
      listening = false;
      keepAlive.stop();
      await Promise.all([sockets.stop(), streams.stop()]);
      // A download that nobody reads on must not hold up the end.
      closing = true;
      const cut = setTimeout(() => server.http.server.closeAllConnections(), DRAIN_LIMIT_MS);
      const closed = server.http.close();
      unused.close();
      await closed;
      clearTimeout(cut);
      await server.apollo.stop();
    },
  };
}
