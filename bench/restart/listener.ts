import { createClient } from "graphql-ws";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import type { Line } from "./sender.js";

const RECEIVE = `subscription ($id: ID!, $since: [SeqPosition!]) {
  messageReceived(conversationId: $id, since: $since) { seq } }`;
const PAUSE_MS = 100;

/** Somebody who resumes from the last position whenever the line is cut. */
export class Listener {
  readonly received: number[] = [];
  cuts = 0;
  private readonly client;
  private stopped = false;

  constructor(private readonly line: Line) {
    this.client = createClient({
      url: `${line.origin.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: line.authorization },
      retryAttempts: 0,
    });
    void this.listen();
  }

  stop(): void {
    this.stopped = true;
    this.client.terminate();
  }

  private async listen(): Promise<void> {
    while (!this.stopped) {
      const { conversationId } = this.line;
      const since = [{ conversationId, seq: this.received.at(-1) ?? 0 }];
      const payload = { query: RECEIVE, variables: { id: conversationId, since } };
      try {
        for await (const { data } of this.client.iterate<Received>(payload))
          if (data) this.received.push(data.messageReceived.seq);
      } catch {
        // The next one takes it up from there.
      }
      this.cuts += 1;
      await sleep(PAUSE_MS);
    }
  }
}

interface Received extends Record<string, unknown> {
  readonly messageReceived: { readonly seq: number };
}
