import type { Sink, SubscribePayload } from "graphql-ws";
import { backoffMs, type Pauses } from "./backoff.js";
import { toConfabError, type ConfabError, type GraphQLErrorLike } from "./error.js";
import { readEvents } from "./event-parser.js";
import type { FallbackParts } from "./fallback.js";
import { readAnswer } from "./http.js";

/** The server says something every ten seconds. */
const SILENCE_MS = 25_000;

interface StreamSink extends Sink<unknown> {
  readonly onLive: (isLive: boolean) => void;
  /** No server of ours has answered. */
  readonly onUnreachable: () => void;
  readonly onRevoked: () => void;
  readonly onEnd: () => void;
}

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLErrorLike[];
}

/** One subscription, asked again after every cut, with the variables of that moment. */
export class EventStream {
  private hasEnded = false;
  private isOpen = false;
  private failures = 0;
  private control = new AbortController();

  constructor(
    private readonly parts: Pick<FallbackParts, "url" | "fetch">,
    private readonly pauses: Pauses,
    private readonly payload: SubscribePayload,
    private readonly sink: StreamSink,
  ) {}

  async keep(): Promise<void> {
    while (!this.hasEnded) {
      try {
        if (await this.ask()) {
          this.end();
          return this.sink.complete();
        }
      } catch (thrown) {
        this.refused(toConfabError(thrown));
      }
      if (this.hasEnded) return;
      this.open(false);
      await this.pauses.wait(backoffMs(this.failures++));
    }
  }

  fail(error: unknown): void {
    if (this.hasEnded) return;
    this.end();
    this.sink.error(error);
  }

  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.control.abort();
    this.sink.onEnd();
  }

  /** True: complete. False: cut. */
  private async ask(): Promise<boolean> {
    const control = (this.control = new AbortController());
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => control.abort(), SILENCE_MS);
    };
    heard();
    try {
      const response = await this.parts.fetch(this.parts.url, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify(this.payload),
        signal: control.signal,
      });
      const type = response.headers.get("content-type") ?? "";
      if (!response.body || !type.startsWith("text/event-stream")) {
        await readAnswer(response);
        throw new Error("The answer is no stream.");
      }
      this.open(true);
      for await (const { event, data } of readEvents(response.body, heard)) {
        if (this.hasEnded || event === "complete") return true;
        this.give(JSON.parse(data) as Result);
      }
      return false;
    } finally {
      clearTimeout(silence);
    }
  }

  private give(result: Result): void {
    this.failures = 0;
    const [error] = result.errors ?? [];
    const { closeCode } = error?.extensions ?? {};
    if (closeCode === 4401 && error?.message === "SESSION_REVOKED") this.sink.onRevoked();
    // Without data it is the operation that was refused, or the end of the stream.
    if (error && result.data === undefined) this.fail(result.errors);
    else this.sink.next(result);
  }

  private refused(error: ConfabError): void {
    if (this.hasEnded || this.isOpen) return;
    const isAway = error.code === "NETWORK_ERROR" || error.code === "SERVICE_UNAVAILABLE";
    if (isAway) this.sink.onUnreachable();
    else this.fail(error);
  }

  private open(isOpen: boolean): void {
    if (this.hasEnded || this.isOpen === isOpen) return;
    this.isOpen = isOpen;
    this.sink.onLive(isOpen);
  }
}
