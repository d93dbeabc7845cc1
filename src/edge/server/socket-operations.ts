import {
  createSourceEventStream,
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from "graphql";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Context } from "../../api/graphql/context.js";
import { countCost } from "../../api/graphql/operation-limits.js";
import { LimitReached } from "../../platform/limits/limits.js";
import type { LiveEngines } from "../../live/realtime/live-engines.js";
import { LiveRequest } from "../../live/realtime/live-request.js";
import type { FrameWriter } from "../../live/realtime/frame-writer.js";
import { resumedFrom } from "../../live/realtime/event-places.js";
import { payerOf } from "./context-factory.js";
import type { DocumentCache } from "./document-cache.js";
import type { OperationGate } from "./operation-gate.js";

/** What `prepare` hands on to `subscribe` through the protocol library. */
export interface SocketExecution extends ExecutionArgs {
  readonly contextValue: Context;
  readonly id: string;
  readonly writer: FrameWriter;
}

export interface Preparation {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  readonly gate: OperationGate;
  readonly contextValue: Context;
  readonly writer: FrameWriter;
}

interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** What Apollo does for HTTP, done for the socket: syntax, validation, limits. */
export async function prepare(
  id: string,
  { query, operationName: given, variables }: Asked,
  { schema, documents, gate, contextValue, writer }: Preparation,
): Promise<SocketExecution | GraphQLError[]> {
  // Some clients send an empty name for none.
  const operationName = given === "" ? null : (given ?? null);
  const payer = payerOf(contextValue);
  const variableValues = variables ?? {};
  try {
    const { hash, tokens, known } = await gate.text(payer, query, { again: false });
    const document = known?.found ?? documents.read(hash, query, tokens);
    if (!("kind" in document)) return [...document];
    const cost = countCost({ schema, document, operationName, variables: variableValues });
    if (typeof cost !== "number") return [cost];
    await gate.execution(payer, cost);
    return {
      schema,
      document,
      operationName,
      variableValues,
      contextValue,
      id,
      writer,
    };
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    return [new GraphQLError(error.message, { originalError: error })];
  }
}

/** The refusal of an operation that comes too fast, or of one too many. */
export function limited(message: string): GraphQLError {
  const originalError = new AppError(ErrorCode.RATE_LIMITED, message, { retryAfterMs: 1_000 });
  return new GraphQLError(message, { originalError });
}

type Source = AsyncGenerator<ExecutionResult> | ExecutionResult;

/** Live requests go to the engine; all other sources of events are executed one by one. */
export async function subscribe(
  args: SocketExecution,
  engine: Pick<LiveEngines, "subscribe">,
  lastEventId = "",
): Promise<Source> {
  const source: unknown = await createSourceEventStream(args);
  if (source instanceof LiveRequest) {
    const request = lastEventId === "" ? source : resumedFrom(source, lastEventId);
    return engine.subscribe(request, { args, id: args.id, writer: args.writer }).catch(failure);
  }
  return isSource(source) ? executed(source, args) : (source as ExecutionResult);
}

function failure(error: unknown): ExecutionResult {
  const originalError =
    error instanceof Error ? error : new AppError(ErrorCode.INTERNAL_SERVER_ERROR, "");
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}

export function isSource<T>(
  value: T | AsyncGenerator<ExecutionResult>,
): value is AsyncGenerator<ExecutionResult> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** The context lives as long as the subscription: each event gets loaders of its own. */
function executed(
  source: AsyncIterableIterator<unknown>,
  args: SocketExecution,
): AsyncGenerator<ExecutionResult> {
  const close = async (): Promise<IteratorReturnResult<undefined>> => {
    await source.return?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      const event = (await source.next()) as IteratorResult<unknown, undefined>;
      if (event.done) return { done: true, value: undefined };
      const { contextValue } = args;
      const context = { ...contextValue, loaders: contextValue.newLoaders() };
      return {
        done: false,
        value: await execute({ ...args, rootValue: event.value, contextValue: context }),
      };
    },
    return: close,
    throw: close,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
}
