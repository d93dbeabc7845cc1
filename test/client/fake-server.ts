import type { Tokens } from "../../client/src/token.js";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSchema, graphql, GraphQLError } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const schema = buildSchema(`
  type Tokens { accessToken: String! accessTokenExpiresAt: String! refreshToken: String! refreshTokenExpiresAt: String! tokenType: String! }
  type AuthResult { tokens: Tokens }
  type Message { id: ID! conversationId: ID! seq: Int! revision: Int! body: String }
  type SendMessageResult { message: Message! deduplicated: Boolean! }
  input SendMessageInput { conversationId: ID! clientMessageId: ID! body: String }
  input SeqPosition { conversationId: ID! seq: Int! }
  input RevisionPosition { conversationId: ID! revision: Int! }
  type MessageChanged { conversationId: ID! revision: Int! replayed: Boolean! message: Message! }
  type CaughtUp { replayedCount: Int! unlisted: [ID!]! }
  type ResyncRequired { conversationId: ID! revision: Int! missed: Int! }
  union ConversationEvent = MessageChanged | CaughtUp | ResyncRequired
  type Query { me: String fail(code: String!): String }
  type Mutation {
    refresh(refreshToken: String!): AuthResult!
    reauthenticate(accessToken: String!): String!
    sendMessage(input: SendMessageInput!): SendMessageResult!
  }
  type Subscription {
    messageReceived(conversationId: ID, since: [SeqPosition!]): Message!
    conversationEvents(conversationId: ID, since: [RevisionPosition!]): ConversationEvent!
  }`);

export interface FakeMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly revision: number;
  readonly body: string;
}

/** Just enough of the contract to see what the kit does; the log is a list of messages. */
export class FakeServer {
  readonly log: FakeMessage[] = [];
  readonly seenSince: unknown[] = [];
  readonly reauthenticated: string[] = [];
  readonly inits: unknown[] = [];
  refreshes = 0;
  accessLifetimeSeconds = 900;
  /** Answers the next HTTP requests with these instead of serving them. */
  readonly httpFaults: ((response: ServerResponse) => void)[] = [];
  /** Replays at most this many, then asks for a reload. */
  replayLimit = 1_000;
  validToken = this.newToken();
  refreshError: string | undefined;
  private readonly wakes = new Set<() => void>();
  private readonly http = createServer((request, response) => void this.serve(request, response));
  private readonly sockets = new WebSocketServer({ server: this.http, path: "/graphql" });

  async start(): Promise<string> {
    useServer<{ authorization?: string }>(
      {
        schema,
        onConnect: (ctx) => {
          this.inits.push(ctx.connectionParams);
          if (ctx.connectionParams?.authorization === `Bearer ${this.validToken}`) return true;
          ctx.extra.socket.close(4403, "Forbidden");
          return false;
        },
        roots: { mutation: this.mutations(), subscription: this.subscriptions() },
      },
      this.sockets,
    );
    await new Promise<void>((resolve) => this.http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/graphql`;
  }

  async stop(): Promise<void> {
    this.cut(1001, "Going away");
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  get socketCount(): number {
    return this.sockets.clients.size;
  }

  cut(code?: number, reason?: string): void {
    for (const socket of this.sockets.clients) {
      if (code === undefined) socket.terminate();
      else socket.close(code, reason);
    }
  }

  append(conversationId: string, body: string): FakeMessage {
    const seq = this.log.filter((m) => m.conversationId === conversationId).length + 1;
    const message = { id: `${conversationId}-${seq}`, conversationId, seq, revision: seq, body };
    this.log.push(message);
    for (const wake of this.wakes) wake();
    return message;
  }

  tokens(): Tokens {
    return {
      accessToken: this.validToken,
      accessTokenExpiresAt: new Date(Date.now() + this.accessLifetimeSeconds * 1000).toISOString(),
      refreshToken: `refresh-${this.refreshes}`,
      refreshTokenExpiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      tokenType: "Bearer",
    };
  }

  newToken(): string {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iat, exp: iat + this.accessLifetimeSeconds, jti: Math.random() };
    return `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
  }

  private mutations() {
    return {
      refresh: () => {
        this.refreshes++;
        if (this.refreshError) throw failure(this.refreshError);
        this.validToken = this.newToken();
        return { tokens: this.tokens() };
      },
      reauthenticate: ({ accessToken }: { accessToken: string }) => {
        this.reauthenticated.push(accessToken);
        return new Date().toISOString();
      },
      sendMessage: ({
        input,
      }: {
        input: { conversationId: string; clientMessageId: string; body: string };
      }) => {
        const id = `${input.clientMessageId}!`;
        const stored = this.log.find((m) => m.body === id);
        if (stored) return { message: stored, deduplicated: true };
        if (input.body === "refuse me") throw failure("BLOCKED");
        return { message: this.append(input.conversationId, id), deduplicated: false };
      },
    };
  }

  private subscriptions() {
    type Since<K extends string> = { since?: ({ conversationId: string } & Record<K, number>)[] };
    return {
      messageReceived: ({ since = [] }: Since<"seq">) => {
        this.seenSince.push(since);
        const from = new Map(since.map((p) => [p.conversationId, p.seq]));
        return this.follow(from, (m) => ({ messageReceived: m }));
      },
      conversationEvents: ({ since = [] }: Since<"revision">) => {
        this.seenSince.push(since);
        const from = new Map(since.map((p) => [p.conversationId, p.revision]));
        return this.events(from);
      },
    };
  }

  private async *events(from: Map<string, number>) {
    const unlisted = new Set(this.log.map((m) => m.conversationId).filter((id) => !from.has(id)));
    const missed = this.log.filter((m) => m.revision > (from.get(m.conversationId) ?? Infinity));
    for (const id of new Set(missed.map((m) => m.conversationId))) {
      const mine = missed.filter((m) => m.conversationId === id);
      if (mine.length <= this.replayLimit) continue;
      const revision = mine.length + (from.get(id) ?? 0);
      yield {
        conversationEvents: {
          __typename: "ResyncRequired",
          conversationId: id,
          revision,
          missed: mine.length,
        },
      };
      from.set(id, revision);
    }
    const replay = missed.filter((m) => m.revision > (from.get(m.conversationId) ?? Infinity));
    for (const m of replay) yield changed(m, true);
    const head = this.log.length;
    const caughtUp = {
      __typename: "CaughtUp",
      replayedCount: replay.length,
      unlisted: [...unlisted],
    };
    yield { conversationEvents: caughtUp };
    yield* this.tail(head, (m) => changed(m, false));
  }

  private async *follow<T>(from: Map<string, number>, shape: (m: FakeMessage) => T) {
    const head = this.log.length;
    for (const m of this.log.slice(0, head)) {
      if (m.seq > (from.get(m.conversationId) ?? Infinity)) yield shape(m);
    }
    yield* this.tail(head, shape);
  }

  private async *tail<T>(head: number, shape: (m: FakeMessage) => T) {
    for (let next = head; ;) {
      while (next < this.log.length) yield shape(this.log[next++] as FakeMessage);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.wakes.delete(wake);
          resolve();
        };
        this.wakes.add(wake);
      });
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "GET")
      return void response.setHeader("content-type", "text/html").end("<!doctype html>");
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const fault = this.httpFaults.shift();
    if (fault) return fault(response);
    const { query, variables } = JSON.parse(body) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const signedIn = request.headers.authorization === `Bearer ${this.validToken}`;
    const rootValue = {
      ...this.mutations(),
      me: () => {
        if (!signedIn) throw failure("UNAUTHENTICATED");
        return "ada";
      },
      fail: ({ code }: { code: string }) => {
        throw failure(code);
      },
    };
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue });
    response.setHeader("content-type", "application/json").end(JSON.stringify(result));
  }
}

function changed(message: FakeMessage, replayed: boolean) {
  const { conversationId, revision } = message;
  return {
    conversationEvents: {
      __typename: "MessageChanged",
      conversationId,
      revision,
      replayed,
      message,
    },
  };
}

function failure(code: string): GraphQLError {
  const extensions = { code, field: "input.body", retryAfterMs: 20, limit: 3, requestId: "r-1" };
  return new GraphQLError(`It failed with ${code}.`, { extensions });
}
