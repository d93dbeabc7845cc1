import WebSocket from "ws";
import { ConfabClient, type ConfabOptions, type TypedDocument } from "../../client/src/index.js";
import { FakeServer } from "./fake-server.js";

export interface Kit {
  readonly server: FakeServer;
  readonly url: string;
  client(options?: Partial<ConfabOptions>): ConfabClient;
  stop(): Promise<void>;
}

export async function startKit(): Promise<Kit> {
  const server = new FakeServer();
  const url = await server.start();
  const clients: ConfabClient[] = [];
  return {
    server,
    url,
    client: (options) => {
      const client = new ConfabClient({
        url,
        webSocketImpl: WebSocket,
        retryBaseMs: 20,
        ...options,
      });
      clients.push(client);
      return client;
    },
    stop: async () => {
      await Promise.all(clients.map((c) => c.dispose()));
      await server.stop();
    },
  };
}

export function typed<R, V>(text: string): TypedDocument<R, V> {
  return text;
}

/** Waits for a condition, never for a time. */
export async function until(condition: () => boolean, what = condition.toString()): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const ME = typed<{ me: string | null }, Record<string, never>>("query Me { me }");
export const FAIL = typed<{ fail: string | null }, { code: string }>(
  "query Fail($code: String!) { fail(code: $code) }",
);
