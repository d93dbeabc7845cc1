import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { execute, type GraphQLError, type GraphQLSchema } from "graphql";
import { handleProtocols, makeServer, type Server as Protocol } from "graphql-ws";
import { WebSocketServer, type WebSocket } from "ws";
import type { ErrorCode } from "../../platform/core/errors.js";
import { newRequest } from "../../platform/core/request-scope.js";
import type { Traces } from "../../platform/tracing/traces.js";
import type { Context } from "../../api/graphql/context.js";
import type { PresentError } from "../../api/graphql/present-error.js";
import type { LiveEngines } from "../../live/realtime/live-engines.js";
import { FrameWriter } from "../../live/realtime/frame-writer.js";
import type { Attend } from "./authenticate.js";
import { actAsOf } from "./introduction.js";
import { CloseCode } from "./close-code.js";
import type { ContextFactory } from "./context-factory.js";
import type { DocumentCache } from "./document-cache.js";
import type { HeldRefusals } from "./held-refusals.js";
import { socketCheck, type KeepAlive } from "./keep-alive.js";
import type { OperationGate } from "./operation-gate.js";
import { SocketAnswers } from "./socket-answers.js";
import type { Connection, Extra, Params } from "./socket-connection.js";
import { REFUSED_AS, type AdmissionOptions, type SocketAdmission } from "./socket-admission.js";
import { closeInTurn, CLOSE_LIMIT_MS } from "./socket-endings.js";
import { writeFailure } from "./raw-failure.js";
import { limited, prepare, subscribe, type SocketExecution } from "./socket-operations.js";
import { destroyIt, send } from "./raw-socket.js";
import { SocketLogin } from "./socket-login.js";
import { SocketSession } from "./socket-session.js";
import { measureOperation, type Measures } from "./measured-operations.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { traceOperation } from "./traced-operations.js";

const PATH = "/graphql";
const INIT_TIMEOUT_MS = 3_000;
const MAX_ID_CHARS = 64;

export interface SocketServerDependencies {
  /** Streams count as sockets, and are looked after by the same clock. */
  readonly admission: SocketAdmission;
  readonly keepAlive: KeepAlive;
  readonly addressOf: AdmissionOptions["addressOf"];
  readonly schema: GraphQLSchema;
  readonly engine: Pick<LiveEngines, "subscribe">;
  readonly attend: Attend;
  readonly newContext: ContextFactory;
  readonly present: PresentError;
  readonly documents: DocumentCache;
  readonly gate: OperationGate;
  readonly refusals: HeldRefusals;
  readonly traces: Traces;
  readonly measures: Measures;
  readonly onDelivered: (events: number) => void;
  /** How long a socket stays open after its access token has expired. */
  readonly expiryGraceMs: number;
  readonly arrive: (viewer: Viewer) => () => void;
  /** Told of each socket that was not let in. */
  readonly onRefused: (code: ErrorCode, ipAddress: string) => void;
}

/** graphql-transport-ws on the path of HTTP, under the same limits, masking and guard. */
export class SocketServer {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 64 * 1_024,
    perMessageDeflate: false,
    handleProtocols,
    closeTimeout: CLOSE_LIMIT_MS,
    maxFragments: 64,
    maxBufferedChunks: 256,
  } as ConstructorParameters<typeof WebSocketServer>[0]);
  private readonly protocol: Protocol<Extra>;
  private stopping = false;

  constructor(private readonly deps: SocketServerDependencies) {
    const login = new SocketLogin(deps, deps.admission);
    const answers = new SocketAnswers(deps.present, deps.refusals);
    this.protocol = makeServer<Params, Extra>({
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: (connection) => login.enter(connection),
      onPing: ({ extra }) => extra.session.admitControl(),
      onPong: ({ extra }) => extra.session.admitControl(),
      onSubscribe: ({ extra, subscriptions }, id, payload) =>
        this.prepare(extra, subscriptions, id, payload),
      execute: (args) =>
        measureOperation(deps.measures, args, () =>
          traceOperation(deps.traces, args, () => execute(args)),
        ),
      subscribe: (args) =>
        measureOperation(deps.measures, args, () =>
          traceOperation(deps.traces, args, () => subscribe(args as SocketExecution, deps.engine)),
        ),
      onNext: ({ extra }, _id, _payload, { contextValue }, result) =>
        answers.result(extra, contextValue as Context, result),
      onError: ({ extra }, _id, _payload, errors) => answers.errors(extra, errors),
    });
  }

  get openSockets(): number {
    return this.sockets.clients.size;
  }

  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Takes no more, closes all with 1012, spread so that they do not come back all at once. */
  async stop(): Promise<void> {
    this.stopping = true;
    await closeInTurn(this.sockets.clients);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", destroyIt);
    if (request.url?.split("?")[0] !== PATH)
      return writeFailure(socket, 404, "There is no such address.");
    if (this.stopping) return writeFailure(socket, 503, "This server stops: try again.");
    const refusal = this.deps.admission.refusal(request);
    if (refusal) {
      this.deps.onRefused(REFUSED_AS[refusal.status], this.deps.addressOf(request));
      return writeFailure(socket, refusal.status, refusal.reason);
    }
    const leave = this.deps.admission.enter(request);
    socket.once("close", leave);
    this.sockets.handleUpgrade(request, socket, head, (opened) => this.open(opened, request));
  }

  private open(socket: WebSocket, request: IncomingMessage): void {
    const close = (code: number, reason: string): void => socket.close(code, reason);
    const { expiryGraceMs, arrive } = this.deps;
    const session = new SocketSession({ expiryGraceMs, arrive, close });
    const isOpen = (): boolean => socket.readyState === socket.OPEN;
    const writer = new FrameWriter(request.socket, isOpen, this.deps.onDelivered);
    const { authorization, "act-as": actAs } = request.headers;
    const address = this.deps.addressOf(request);
    session.onRelease(this.deps.keepAlive.add(socketCheck(socket, writer)));
    socket.on("ping", () => session.admitControl());
    socket.on("pong", () => session.admitControl());
    socket.on("error", () => undefined);
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close,
        onMessage: (handle) => {
          socket.on("message", (data: Buffer) => {
            // What comes after it was closed is not heard: the peer may take its time to close.
            if (!isOpen() || !session.admitMessage()) return;
            handle(data.toString()).catch(() => close(CloseCode.BAD_FRAME, "Bad message"));
          });
        },
      },
      {
        ...{ session, writer, address, isOpen, close },
        ...{ authorization, actAs: actAsOf(actAs) },
      },
    );
    socket.once("close", (code, reason) => {
      session.release();
      void closed(code, reason.toString());
    });
  }

  private async prepare(
    { session, writer, address }: Extra,
    subscriptions: Connection["subscriptions"],
    id: string,
    payload: Parameters<typeof prepare>[1],
  ): Promise<SocketExecution | GraphQLError[]> {
    if (id.length > MAX_ID_CHARS) throw new Error("an operation id that long");
    if (!session.admitOperation()) return [limited("Too many operations: slow down.")];
    if (!session.admitStranger())
      return [limited("Sign in: without, a socket may ask for little.")];
    const max = session.maxSubscriptions;
    if (Object.keys(subscriptions).length > max)
      return [limited(`At most ${max} operations can be open on a socket.`)];
    const { schema, documents, gate, newContext } = this.deps;
    const contextValue = newContext(session.credentials, {
      ...newRequest(address),
      renew: (viewer) => session.renew(viewer),
    });
    // In the order in which they came, also where one of them is paid for later than the next.
    return session.inTurn(() =>
      prepare(id, payload, { schema, documents, gate, contextValue, writer }),
    );
  }
}
