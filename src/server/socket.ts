import type { IncomingMessage, Server } from "node:http";
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type GraphQLSchema,
} from "graphql";
import type { Context as SocketContext, SubscribePayload } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer, type WebSocket } from "ws";
import { costError, limitRules, MAX_TOKENS } from "../graphql/limits.js";
import type { PresentError } from "../graphql/present-error.js";
import { readCredentials, type Authenticate, type Credentials } from "./authenticate.js";
import type { ContextFactory } from "./context-factory.js";

const MAX_PAYLOAD_BYTES = 64 * 1_024;
const INIT_TIMEOUT_MS = 3_000;
const KEEP_ALIVE_MS = 10_000;
/** How long a socket stays open after its access token has expired. */
const EXPIRY_GRACE_MS = 30_000;
const MAX_TIMER_MS = 2 ** 31 - 1;

export const CloseCode = {
  FORBIDDEN: 4403,
  SESSION_REVOKED: 4401,
  RESTART: 1012,
} as const;

export interface SocketOptions {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly newContext: ContextFactory;
  readonly present: PresentError;
  readonly introspection: boolean;
  /** Calls back when that session ends; returns the function that stops listening. */
  readonly onSessionEnd: (credentials: Credentials, ended: () => void) => () => void;
  readonly clientAddress: (request: IncomingMessage) => string;
}

interface Extra extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  credentials?: Credentials;
  release?: () => void;
}
type Params = { readonly authorization?: unknown };
type Socket = SocketContext<Params, Extra>;

export interface SocketServer {
  stop(): Promise<void>;
  readonly openSockets: number;
}

/** graphql-transport-ws on the same path as HTTP, under the same limits, masking and guard. */
export function attachSocketServer(server: Server, options: SocketOptions): SocketServer {
  const sockets = new WebSocketServer({
    server,
    path: "/graphql",
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
  });
  useServer<Params, Extra>(
    {
      schema: options.schema,
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: (socket) => connect(socket as Socket, options),
      onClose: (socket) => (socket as Socket).extra.release?.(),
      onSubscribe: (socket, _id, payload) => prepare(socket as Socket, payload, options),
      onNext: (_socket, _id, _payload, _args, { data, errors }) =>
        errors && {
          ...(data !== undefined && { data }),
          errors: errors.map((error) => options.present(error)),
        },
      onError: (_socket, _id, _payload, errors) => errors.map((error) => options.present(error)),
    },
    sockets,
    KEEP_ALIVE_MS,
  );
  return {
    get openSockets(): number {
      return sockets.clients.size;
    },
    async stop(): Promise<void> {
      for (const socket of sockets.clients) socket.close(CloseCode.RESTART, "Restarting");
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

async function connect(
  { extra, connectionParams }: Socket,
  options: SocketOptions,
): Promise<boolean> {
  const given = connectionParams?.authorization ?? extra.request.headers.authorization;
  const credentials = await readCredentials(
    typeof given === "string" ? given : undefined,
    options.authenticate,
  );
  if (credentials.credentials === "refused") return false;
  extra.credentials = credentials;
  // The peer may have gone while the token was checked: then nothing would release what follows.
  if (extra.socket.readyState !== extra.socket.OPEN) return false;
  const close = (code: number, reason: string): void => extra.socket.close(code, reason);
  const stop = options.onSessionEnd(credentials, () =>
    close(CloseCode.SESSION_REVOKED, "SESSION_REVOKED"),
  );
  const lifetime =
    (credentials.viewer?.expiresAt.getTime() ?? Infinity) - Date.now() + EXPIRY_GRACE_MS;
  const expiry = setTimeout(
    () => close(CloseCode.FORBIDDEN, "TOKEN_EXPIRED"),
    Math.min(lifetime, MAX_TIMER_MS),
  );
  extra.release = () => {
    clearTimeout(expiry.unref());
    stop();
  };
  return true;
}

/** What Apollo does for HTTP, done for the socket: syntax, validation, limits, context. */
function prepare(
  { extra }: Socket,
  payload: SubscribePayload,
  options: SocketOptions,
): ExecutionArgs | GraphQLError[] {
  const { schema, introspection, newContext, clientAddress } = options;
  let document;
  try {
    document = parse(payload.query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    return [error as GraphQLError];
  }
  const errors = validate(schema, document, [...specifiedRules, ...limitRules(introspection)], {
    maxErrors: 20,
  });
  if (errors.length > 0) return [...errors];
  const operationName = payload.operationName ?? null;
  const variables = payload.variables ?? {};
  const expensive = costError({ schema, document, operationName, variables });
  if (expensive) return [expensive];
  const credentials = extra.credentials ?? { viewer: null, credentials: "none" };
  return {
    schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: newContext(credentials, clientAddress(extra.request)),
  };
}
