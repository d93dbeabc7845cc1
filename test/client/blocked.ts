import {
  ConfabClient,
  type ConfabError,
  type ConfabOptions,
  type Tokens,
} from "../../client/src/index.js";
import { eventStreams } from "../../client/src/sse.js";
import WebSocket from "ws";
import { ConversationEventsDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { startNginx } from "../support/nginx.js";
import { signUp, type Person } from "../support/people.js";
import { Relay } from "../support/relay.js";

/** A server behind a proxy that forwards no Upgrade, as those of many offices do, and a line that can be cut. */
export interface Blocked {
  readonly app: TestApp;
  readonly relay: Relay;
  readonly ann: Person;
  readonly bob: Person;
  /** Their conversation. */
  readonly id: string;
  enter(person: Person, options?: Partial<ConfabOptions>): ConfabClient;
  /** Of all clients that entered. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBlocked(): Promise<Blocked> {
  const app = await startApp({ config: { expiryGraceMs: 500 } });
  const proxy = await startNginx(app.origin);
  const relay = await Relay.start(proxy.origin);
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const clients: ConfabClient[] = [];
  return {
    ...{ app, relay, ann, bob, id: await openDirect(app, ann, bob) },
    enter: (person, options) => {
      const client = new ConfabClient({
        url: `${relay.origin}/graphql`,
        webSocketImpl: WebSocket,
        retryBaseMs: 20,
        fallback: eventStreams,
        ...options,
      });
      clients.push(client);
      client.session.set(tokensOf(person));
      return client;
    },
    leave: async () => {
      await Promise.all(clients.splice(0).map((client) => client.dispose()));
      await until("all are gone", () => app.open().sockets === 0);
    },
    stop: async () => {
      await relay.stop();
      await proxy.stop();
      await app.stop();
    },
  };
}

export function tokensOf({ token, refreshToken }: Person): Tokens {
  const later = new Date(Date.now() + 900_000).toISOString();
  const times = { accessTokenExpiresAt: later, refreshTokenExpiresAt: later };
  return { accessToken: token, refreshToken, tokenType: "Bearer", ...times };
}

interface Followed {
  readonly seen: { revisions: number[]; caughtUp: number; errors: ConfabError[] };
  readonly stop: () => void;
}

export function follow(client: ConfabClient, id: string): Followed {
  const seen = { revisions: [] as number[], caughtUp: 0, errors: [] as ConfabError[] };
  const stop = client.followEvents(
    ConversationEventsDocument,
    {},
    {
      change: async ({ revision }) => {
        await Promise.resolve();
        seen.revisions.push(revision);
      },
      caughtUp: () => {
        client.positions.start(id, { revision: seen.revisions.at(-1) ?? 0 });
        seen.caughtUp += 1;
      },
      resync: () => undefined,
      error: (error) => seen.errors.push(error),
    },
  );
  return { seen, stop };
}
