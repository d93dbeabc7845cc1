import type { ExecutionArgs, ExecutionResult } from "graphql";
import { GraphQLError } from "graphql";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Traces } from "../../platform/tracing/traces.js";
import type { PresentError } from "../../api/graphql/present-error.js";
import type { LiveEngines } from "../../live/realtime/live-engines.js";
import type { EventStream } from "./event-stream.js";
import type { KeepAlive } from "./keep-alive.js";
import { measureOperation, type Measures } from "./measured-operations.js";
import { isRefusal } from "./operation-rules.js";
import { isSource, subscribe, type SocketExecution } from "./socket-operations.js";
import { closeInTurn } from "./socket-endings.js";
import { presented, type Streamed } from "./streamed.js";
import { StreamLogin, type StreamLoginDependencies } from "./stream-login.js";
import { traceOperation } from "./traced-operations.js";

export interface OpenStreamsDependencies extends StreamLoginDependencies {
  readonly engine: Pick<LiveEngines, "subscribe">;
  readonly keepAlive: KeepAlive;
  readonly present: PresentError;
  readonly traces: Traces;
  readonly measures: Measures;
  readonly onDelivered: (events: number) => void;
}

/** The streams of subscriptions, which stay open as sockets do. */
export class OpenStreams {
  private readonly open = new Set<EventStream>();
  private readonly login: StreamLogin;
  private stopping = false;

  constructor(private readonly deps: OpenStreamsDependencies) {
    this.login = new StreamLogin(deps);
  }

  get size(): number {
    return this.open.size;
  }

  /** Takes no more, and ends all, spread so that they do not come back all at once. */
  async stop(): Promise<void> {
    this.stopping = true;
    await closeInTurn(this.open);
  }

  /** Rejects until it has begun. */
  async follow(streamed: Streamed, args: SocketExecution): Promise<void> {
    const { request, stream, begin } = streamed;
    const session = await this.login.enter(request, (code, why) => stream.close(code, why));
    stream.onEnd(() => session.release());
    if (this.stopping) {
      session.release();
      const text = "This server stops: try again.";
      throw new AppError(ErrorCode.SERVICE_UNAVAILABLE, text, { retryAfterMs: 1_000 });
    }
    this.open.add(stream);
    session.onRelease(() => this.open.delete(stream));
    session.onRelease(this.deps.keepAlive.add(stream.check));
    begin();
    void this.serve(streamed, args);
  }

  measured<T>(args: ExecutionArgs, work: () => T | Promise<T>): Promise<T> {
    const { measures, traces } = this.deps;
    const traced = (): T | Promise<T> => traceOperation(traces, args, work, "http");
    return measureOperation(measures, args, traced, "stream");
  }

  /** Never rejects. */
  private async serve({ request, stream, context, hold }: Streamed, args: SocketExecution) {
    const show = (result: ExecutionResult): void =>
      stream.next(presented(this.deps.present, result, context));
    try {
      const last = request.headers["last-event-id"];
      const lastEventId = typeof last === "string" ? last : "";
      const source = await this.measured(args, () =>
        subscribe(args, this.deps.engine, lastEventId),
      );
      if (isSource(source)) await give(source, stream, show);
      else {
        if (source.errors?.some(isRefusal)) await hold();
        show(source);
      }
    } catch (error) {
      const originalError = error instanceof Error ? error : new Error(String(error));
      show({ errors: [new GraphQLError(originalError.message, { originalError })] });
    }
    stream.complete();
  }
}

/** One by one, as fast as the stream takes them. */
async function give(
  source: AsyncGenerator<ExecutionResult>,
  stream: EventStream,
  show: (result: ExecutionResult) => void,
): Promise<void> {
  stream.onEnd(() => void source.return(undefined));
  for await (const result of source) await stream.writer.inTurn(async () => show(result));
}
