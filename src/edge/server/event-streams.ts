import type { FastifyReply, FastifyRequest } from "fastify";
import {
  execute,
  getOperationAST,
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLError,
} from "graphql";
import { badInput } from "../../platform/core/errors.js";
import { LimitReached } from "../../platform/limits/limits.js";
import { unauthenticated } from "../../api/graphql/context.js";
import { STREAM } from "../../live/realtime/template.js";
import { EventStream } from "./event-stream.js";
import { operationIn } from "./event-stream-request.js";
import { sendFailure } from "./failure.js";
import { isRefusal } from "./operation-rules.js";
import { OpenStreams, type OpenStreamsDependencies } from "./open-streams.js";
import type { RequestAdmission } from "./request-admission.js";
import { prepare, type Preparation } from "./socket-operations.js";
import { presented, type Streamed } from "./streamed.js";

export interface EventStreamsDependencies
  extends OpenStreamsDependencies, Omit<Preparation, "contextValue" | "writer"> {}

/** What is asked with Accept: text/event-stream, under the same limits, masking and guard. */
export class EventStreams {
  private readonly streams: OpenStreams;

  constructor(private readonly deps: EventStreamsDependencies) {
    this.streams = new OpenStreams(deps);
  }

  get size(): number {
    return this.streams.size;
  }

  stop(): Promise<void> {
    return this.streams.stop();
  }

  /** Never rejects: until the stream has begun, a failure is an answer like any other. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    admission: RequestAdmission,
  ): Promise<FastifyReply> {
    try {
      await this.run(request, reply, admission);
      return reply;
    } catch (error) {
      admission.noteLimit(request, error);
      return sendFailure(reply, this.deps.present, error);
    }
  }

  private async run(
    request: FastifyRequest,
    reply: FastifyReply,
    admission: RequestAdmission,
  ): Promise<unknown> {
    const asked = operationIn(request);
    const context = admission.contextOf(request);
    const stream = new EventStream(reply.raw, this.deps.onDelivered);
    const { schema, documents, gate } = this.deps;
    const shared = { schema, documents, gate, contextValue: context, writer: stream.writer };
    const args = await prepare(STREAM, asked, shared);
    const hold = (): Promise<void> => admission.hold(request);
    const begin = (): void => stream.begin(reply, admission.headersOf(request));
    const streamed: Streamed = { request, stream, context, begin, hold };
    if (Array.isArray(args)) return this.refuse(streamed, args);
    const operation = getOperationAST(args.document, args.operationName)?.operation;
    if (operation === OperationTypeNode.SUBSCRIPTION) {
      if (context.credentials === "refused") throw unauthenticated(context);
      return this.streams.follow(streamed, args);
    }
    if (request.method === "GET" && operation === OperationTypeNode.MUTATION)
      return sendFailure(
        reply.header("allow", "POST"),
        this.deps.present,
        badInput("query", "Mutations are sent by POST."),
        405,
      );
    const result = await this.streams.measured(args, () => execute(args));
    if (result.errors && context.credentials === "refused") throw unauthenticated(context);
    return this.once(streamed, result);
  }

  private refuse(streamed: Streamed, errors: readonly GraphQLError[]): Promise<void> {
    const limit = errors.find(({ originalError }) => originalError instanceof LimitReached);
    if (limit?.originalError) throw limit.originalError;
    return this.once(streamed, { errors });
  }

  private async once(streamed: Streamed, result: ExecutionResult): Promise<void> {
    const { stream, begin, hold, context } = streamed;
    if (result.errors?.some(isRefusal)) await hold();
    begin();
    stream.next(presented(this.deps.present, result, context));
    stream.complete();
  }
}
