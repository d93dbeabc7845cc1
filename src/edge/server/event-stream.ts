import type { ServerResponse } from "node:http";
import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import type { FastifyReply } from "fastify";
import { EventWriter } from "../../live/realtime/event-writer.js";
import { ErrorCode } from "../../platform/core/errors.js";
import { CloseCode } from "./close-code.js";
import { EVENT_STREAM } from "./event-stream-request.js";
import { STALLED_MS } from "./keep-alive.js";

const LAST_WORD_MS = 1_000;
/** No event: it shows both ends, and all between them, that the line is there. */
const ALIVE = Buffer.from(":\n\n");
const COMPLETE = "event: complete\ndata:\n\n";
/** Where a client must not come back as it is; after all others it does. */
const FINAL: ReadonlyMap<number, ErrorCode> = new Map([
  [CloseCode.POLICY, ErrorCode.RATE_LIMITED],
  [CloseCode.SESSION_REVOKED, ErrorCode.UNAUTHENTICATED],
]);
const HEADERS = {
  "content-type": `${EVENT_STREAM}; charset=utf-8`,
  "cache-control": "no-store, no-transform",
  // It is as long as its stream: a server that stops need not wait for it to be idle.
  connection: "close",
  // nginx keeps back what it has not enough of.
  "x-accel-buffering": "no",
};

export interface StreamedResult {
  readonly data?: ExecutionResult["data"];
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The answer to one operation, as events (GraphQL over SSE, distinct connections mode). */
export class EventStream {
  readonly writer: EventWriter;
  private begun = false;
  private ended = false;

  constructor(
    private readonly response: ServerResponse,
    onDelivered: (events: number) => void,
  ) {
    this.writer = new EventWriter(response, () => this.isOpen, onDelivered);
    // The peer has gone, which its end tells.
    response.on("error", () => undefined);
  }

  get isOpen(): boolean {
    return !this.ended && !this.response.destroyed;
  }

  /** From here on the answer is not the framework's. */
  begin(reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
    reply.hijack();
    if (!this.isOpen) return;
    this.begun = true;
    const given = reply.getHeaders() as Record<string, string | string[] | number>;
    this.response.writeHead(200, { ...given, ...headers, ...HEADERS });
    this.response.flushHeaders();
  }

  /** Called back once, when it is over. */
  onEnd(over: () => void): void {
    if (this.response.destroyed) over();
    else this.response.once("close", over);
  }

  next(result: StreamedResult): void {
    if (this.isOpen) this.response.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  }

  complete(): void {
    if (!this.isOpen) return;
    this.ended = true;
    this.response.end(COMPLETE);
  }

  /**
   * As a socket is closed. Clients that must stay away are told by an error and are complete; others
   * come back by themselves after an answer that ends without, and a comment says why.
   */
  close(closeCode: number, reason: string): void {
    if (!this.isOpen) return;
    if (!this.begun) return this.terminate();
    const code = FINAL.get(closeCode);
    if (code) {
      this.next({ errors: [{ message: reason, extensions: { code, closeCode } }] });
      this.complete();
    } else {
      this.ended = true;
      this.response.end(`: ${closeCode} ${reason}\n\n`);
    }
    setTimeout(() => this.terminate(), LAST_WORD_MS).unref();
  }

  terminate(): void {
    this.response.destroy();
  }

  /** Asked once in a round. */
  readonly check = (): void => {
    if (this.writer.stalledMs() > STALLED_MS)
      this.close(CloseCode.OVERLOAD, "Too slow: resume from your position");
    else if (this.isOpen && !this.writer.busy) this.response.write(ALIVE);
  };
}
