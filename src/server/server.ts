import { fileURLToPath } from "node:url";
import type { GraphQLSchema } from "graphql";
import type { SessionService } from "../auth/session.service.js";
import type { Config } from "../config.js";
import type { Loaders } from "../graphql/loaders.js";
import type { PresentError } from "../graphql/present-error.js";
import { userChannel, type HintBus } from "../realtime/hint.js";
import type { Live } from "../realtime/live.js";
import type { Credentials } from "./authenticate.js";
import { createContextFactory } from "./context-factory.js";
import { addGraphqlRoute, createHttpServer } from "./http.js";
import { addMailboxPage, type Mailbox } from "./mailbox-page.js";
import { addGraphiqlPage } from "./pages.js";
import { attachSocketServer } from "./socket.js";

const GRAPHIQL = fileURLToPath(new URL("../../graphiql/dist", import.meta.url));

export interface ServerOptions {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly live: Live;
  readonly sessions: SessionService;
  readonly bus: HintBus;
  readonly newLoaders: () => Loaders;
  readonly present: PresentError;
  /** Shown at /dev/mail; null where mail really goes out. */
  readonly mailbox: Mailbox | null;
}

export interface Server {
  /** Resolves to the port. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

export function createServer(options: ServerOptions): Server {
  const { config, schema, live, sessions, bus, newLoaders, present, mailbox } = options;
  const production = config.mode === "production";
  const shared = {
    schema,
    present,
    introspection: !production,
    authenticate: (authorization: string) => sessions.authenticate(authorization),
    newContext: createContextFactory(live, newLoaders),
  };
  const { corsOrigins, trustProxyHops } = config;
  const httpOptions = { ...shared, corsOrigins, trustProxyHops };
  const server = createHttpServer(httpOptions);
  const sockets = attachSocketServer(server.http.server, {
    ...shared,
    clientAddress: ({ socket }) => socket.remoteAddress ?? "",
    onSessionEnd: (credentials, ended) => listenForEnd(bus, credentials, ended),
  });
  return {
    async start() {
      await server.apollo.start();
      if (!production) await addGraphiqlPage(server.http, GRAPHIQL);
      if (mailbox) addMailboxPage(server.http, mailbox);
      await addGraphqlRoute(server, httpOptions);
      await server.http.listen({ port: config.port, host: config.host });
      const address = server.http.server.address();
      return typeof address === "object" && address ? address.port : config.port;
    },
    async stop() {
      await sockets.stop();
      await server.http.close();
      await server.apollo.stop();
    },
  };
}

function listenForEnd(bus: HintBus, { viewer }: Credentials, ended: () => void): () => void {
  if (!viewer) return () => undefined;
  return bus.listen(userChannel(viewer.userId.toHexString()), (hint) => {
    if (hint.kind === "sessionEnded" && hint.sessionId === viewer.sessionId.toHexString()) ended();
  });
}
