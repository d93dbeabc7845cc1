import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Duplex } from "node:stream";
import type { GraphQLSchema } from "graphql";
import { badInput } from "../../platform/core/errors.js";
import type { Traces } from "../../platform/tracing/traces.js";
import type { Context } from "../../api/graphql/context.js";
import { limitRules, MAX_ERRORS, MAX_TOKENS } from "../../api/graphql/operation-limits.js";
import type { ContextFactory } from "./context-factory.js";
import { storeOf, type DocumentCache } from "./document-cache.js";
import { answerFailures, sendFailure } from "./failure.js";
import type { HeldRefusals } from "./held-refusals.js";
import { refusePrototypeNames } from "./prototype-names.js";
import { failureBody, writeFailure } from "./raw-failure.js";
import { LIMIT_HEADERS } from "./limit-headers.js";
import { wantsEvents } from "./event-stream-request.js";
import type { EventStreams } from "./event-streams.js";
import type { OperationGate } from "./operation-gate.js";
import { MAX_BODY_BYTES, RequestAdmission } from "./request-admission.js";
import {
  forgetEmptyNames,
  limitCost,
  refuseBadTokens,
  refuseSubscriptions,
  tellAllFailures,
} from "./operation-rules.js";
import { measureOperations, type Measures } from "./measured-operations.js";
import { nameOperations } from "./traced-operations.js";
import { closeAfterUnreadBodies } from "./unread-body.js";
import { FailedRequests } from "./request-facts.js";
import { acceptUploads, isMultipart, type UploadDependencies } from "./uploads.js";

/** A request as a whole; files take their time, everything else is short. */
const UPLOAD_LIMIT_MS = 10 * 60_000;
const REQUEST_LIMIT_MS = 30_000;
/** Until it is known which. */
const OPERATION = { name: "graphql", kind: "internal" } as const;
/** From the opening of a connection, or its first byte, to the end of the headers. */
const HEADERS_LIMIT_MS = 10_000;
const CHECK_EVERY_MS = 1_000;

export interface HttpDependencies extends UploadDependencies {
  readonly gate: OperationGate;
  readonly refusals: HeldRefusals;
  readonly documents: DocumentCache;
  readonly schema: GraphQLSchema;
  readonly newContext: ContextFactory;
  readonly corsOrigins: readonly string[];
  /** Whether the client's address is to be sought beyond that hop. */
  readonly trusted: (address: string, hop: number) => boolean;
  readonly introspection: boolean;
  readonly traces: Traces;
  readonly measures: Measures;
  readonly streams: EventStreams;
}

export interface HttpServer {
  readonly http: FastifyInstance;
  readonly apollo: ApolloServer<Context>;
}

/** Routes are added by others; nothing listens yet. */
export function createHttpServer(deps: HttpDependencies): HttpServer {
  const http: FastifyInstance = fastify({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: deps.trusted,
    logger: false,
    // See refusePrototypeNames: only there is it known what holds an app's own names.
    onProtoPoisoning: "ignore",
    onConstructorPoisoning: "ignore",
    requestTimeout: UPLOAD_LIMIT_MS,
    http: { headersTimeout: HEADERS_LIMIT_MS, connectionsCheckingInterval: CHECK_EVERY_MS },
    forceCloseConnections: "idle",
    // See refuseWhileClosing.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) =>
      void sendFailure(reply, deps.present, badInput("url", error.message)),
    clientErrorHandler: answerBrokenRequest,
  });
  http.server.on("checkExpectation", (_request, response) => {
    const body = failureBody(417, "Of expectations only 100-continue is met.");
    const type = "application/json; charset=utf-8";
    response.writeHead(417, { "content-type": type, "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
  answerFailures(http, deps.present);
  closeAfterUnreadBodies(http);
  const failed = new FailedRequests();
  const apollo = new ApolloServer<Context>({
    schema: deps.schema,
    introspection: deps.introspection,
    validationRules: limitRules(deps.introspection),
    validationOptions: { maxErrors: MAX_ERRORS },
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: (_formatted, error) => deps.present(error, failed.of(error)),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    // See cross-site.ts, which lets queries by GET pass that expect JSON.
    csrfPrevention: false,
    documentStore: storeOf(deps.documents),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would look at each field that is resolved; see protect, which says that nothing is kept.
      ApolloServerPluginCacheControlDisabled(),
      forgetEmptyNames(),
      failed.plugin(),
      nameOperations(deps.traces),
      tellAllFailures(),
      measureOperations(deps.measures),
      refuseSubscriptions(),
      limitCost(deps.schema, deps.gate),
      refuseBadTokens(),
    ],
  });
  return { http, apollo };
}

/** Apollo must have started. */
export async function addGraphqlRoute(
  { http, apollo }: HttpServer,
  deps: HttpDependencies,
): Promise<void> {
  if (deps.corsOrigins.length > 0)
    await http.register(cors, {
      origin: [...deps.corsOrigins],
      methods: ["GET", "HEAD", "POST", "PUT"],
      exposedHeaders: LIMIT_HEADERS,
    });
  await protect(http);
  limitTime(http);
  acceptUploads(http, deps);
  http.addHook("preValidation", async ({ body }) => refusePrototypeNames(body));
  const admission = new RequestAdmission(deps);
  admission.attach(http);
  const answer = fastifyApolloHandler(apollo, {
    context: (request): Promise<Context> => Promise.resolve(admission.contextOf(request)),
  });
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    deps.traces.run(OPERATION, async () => {
      if (wantsEvents(request)) return deps.streams.answer(request, reply, admission);
      // Before Apollo, which would answer with 500 whatever the failure is.
      try {
        await admission.admitText(request);
      } catch (error) {
        return sendFailure(reply, deps.present, error);
      }
      return answer.call(http, request, reply);
    });
  http.post("/graphql", handler);
  http.get("/graphql", { constraints: {} }, handler);
}

/** For answers that are no pages; pages set a policy of their own. */
async function protect(http: FastifyInstance): Promise<void> {
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"] },
    },
    // Media may be shown by other origins; their addresses are signed.
    crossOriginResourcePolicy: false,
  });
  http.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/graphql") && !reply.hasHeader("cache-control"))
      reply.header("cache-control", "no-store");
  });
}

function limitTime(http: FastifyInstance): void {
  http.addHook("onRequest", (request, _reply, done) => {
    const { raw } = request;
    if (raw.method === "POST" && !isMultipart(request)) {
      const late = (): void => writeFailure(raw.socket, 408, "The request came too slowly.");
      const cut = setTimeout(() => raw.complete || late(), REQUEST_LIMIT_MS);
      raw.once("close", () => clearTimeout(cut));
    }
    done();
  });
}

/** What is no HTTP, or does not end: there is no request to reply to. */
function answerBrokenRequest(error: { code: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  if (error.code === "HPE_HEADER_OVERFLOW")
    return writeFailure(socket, 431, "The headers and the address are too long: send it by POST.");
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT")
    return writeFailure(socket, 408, "The request came too slowly.");
  return writeFailure(socket, 400, "That is no HTTP request.");
}
