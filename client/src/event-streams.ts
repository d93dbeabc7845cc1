import type { Client, Sink, SubscribePayload } from "graphql-ws";
import { backoffMs, Pauses } from "./backoff.js";
import { ConfabError } from "./error.js";
import { EventStream } from "./event-stream.js";
import type { FallbackParts, SecondWay } from "./fallback.js";

/** So many sockets in a row that were never acknowledged, and streams have their turn. */
const BLOCKED_AFTER = 3;

/** Streams of events, by which subscriptions go from when sockets turn out to be blocked. */
export class EventStreams implements SecondWay {
  isUsed = false;
  private unopened = 0;
  private isConnected = false;
  /** How often in a row neither way was open. */
  private turns = 0;
  private readonly streams = new Set<EventStream>();
  private readonly live = new Set<EventStream>();
  private readonly pauses = new Pauses();

  constructor(private readonly parts: FallbackParts) {}

  over(client: Client): Client {
    return {
      ...client,
      subscribe: (payload, sink) => this.subscribe(client, payload, sink),
    };
  }

  connected(): void {
    this.isConnected = true;
    this.unopened = 0;
    this.turns = 0;
  }

  closed(code: number | undefined): void {
    // 4504: it was opened, and nothing came over it.
    if (!this.isConnected && (code === 1006 || code === 4504)) this.unopened += 1;
    this.isConnected = false;
    if (this.unopened >= BLOCKED_AFTER) this.isUsed = true;
  }

  wake(): void {
    this.pauses.wake();
  }

  networkChanged(): void {
    this.turns = 0;
    if (this.isUsed) this.leaveStreams(BLOCKED_AFTER);
    this.wake();
  }

  stop(): void {
    const message = "The session has ended.";
    for (const stream of [...this.streams])
      stream.fail(new ConfabError({ code: "UNAUTHENTICATED", message }));
    this.wake();
  }

  private subscribe(client: Client, payload: SubscribePayload, sink: Sink<unknown>): () => void {
    let isLeft = false;
    let leave = (): void => undefined;
    const begin = (): void => {
      if (isLeft) return;
      const byStream = this.isUsed;
      const either: Sink<unknown> = {
        next: (result) => sink.next(result),
        error: (thrown) => {
          if (byStream === this.isUsed) sink.error(thrown);
          else void this.pause(byStream).then(begin);
        },
        complete: () => sink.complete(),
      };
      leave = byStream ? this.open(payload, either) : client.subscribe(payload, either);
    };
    begin();
    return () => {
      isLeft = true;
      leave();
    };
  }

  /** Where neither way is open, they are not tried in a circle without a rest. */
  private pause(byStream: boolean): Promise<void> {
    return byStream ? this.pauses.wait(backoffMs(this.turns)) : Promise.resolve();
  }

  private open(payload: SubscribePayload, sink: Sink<unknown>): () => void {
    const stream = new EventStream(this.parts, this.pauses, payload, {
      ...sink,
      onLive: (isLive) => {
        if (isLive) this.live.add(stream);
        else this.live.delete(stream);
        if (isLive) this.turns = 0;
        this.tellStatus();
      },
      onUnreachable: () => {
        if (this.live.size > 0) return;
        this.turns += 1;
        this.leaveStreams(1);
      },
      onRevoked: this.parts.onRevoked,
      onEnd: () => {
        this.streams.delete(stream);
        this.live.delete(stream);
        this.tellStatus();
      },
    });
    this.streams.add(stream);
    void stream.keep();
    return () => stream.end();
  }

  /** `attempts`: how many sockets are tried before it is streams again. */
  private leaveStreams(attempts: number): void {
    this.isUsed = false;
    this.unopened = BLOCKED_AFTER - attempts;
    const message = "The server cannot be reached.";
    for (const stream of [...this.streams])
      stream.fail(new ConfabError({ code: "NETWORK_ERROR", message }));
  }

  private tellStatus(): void {
    if (!this.isUsed) return;
    this.parts.onStatus(
      this.live.size > 0 ? "connected" : this.streams.size > 0 ? "reconnecting" : "idle",
    );
  }
}
