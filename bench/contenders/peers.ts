import { createSecretKey } from "node:crypto";
import { fileURLToPath } from "node:url";
import jwt from "jsonwebtoken";
import type { Contender, Serving, StartOptions } from "../harness/contender.js";
import { newDatabase } from "../harness/database.js";
import { httpPost } from "../harness/http.js";
import type { ConnectionPlan } from "../harness/load.js";
import { Pinned } from "../harness/process.js";
import { conversationId, secret, userId } from "../harness/world.js";

export const NOTHING = "mutation { __typename }";
type Exchange = Pick<ConnectionPlan, "request" | "reply">;
type Protocol = Pick<ConnectionPlan, "path" | "protocol" | "steps">;

interface Peer {
  readonly name: string;
  /** The file in peers/, without its extension. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Looks memberships up in the database and stores each message before it is delivered. */
  readonly stored?: boolean;
  subscribed(token: string, conversation: string): Protocol;
  message(conversation: string): string;
  nothingOverHttp?(token: string): Exchange;
  nothingOverSocket?(): Exchange;
}

const key = secret();
const keyObject = createSecretKey(Buffer.from(key));

function peer(definition: Peer): Contender {
  return { name: definition.name, start: (options) => startPeer(definition, options) };
}

async function startPeer(definition: Peer, options: StartOptions): Promise<Serving> {
  const { world, services, nodes = 1, unpinned } = options;
  const database = newDatabase(services.mongoUri, "peer");
  const env = {
    NODE_ENV: "production",
    JWT_SECRET: key,
    CONVERSATIONS: String(world.conversations),
    MEMBERS: String(world.membersEach),
    ...definition.env,
    ...options.env,
    ...(definition.stored && { MONGO_DB_URI: database }),
    ...(nodes === 2 && services.redisUrl && { REDIS_URL: services.redisUrl }),
  };
  const script = fileURLToPath(new URL(`../dist/${definition.script}.js`, import.meta.url));
  const servers: Pinned[] = [];
  for (let node = 0; node < nodes; node++) {
    const role = unpinned ? "any" : node ? "second" : "server";
    servers.push(await Pinned.node(script, { role, env, ready: /^ready (\d+)/ }));
  }
  return {
    servers,
    ports: servers.map(({ match }) => Number(match)),
    subscribed: (member, conversation) =>
      definition.subscribed(token(userId(member)), conversationId(conversation)),
    message: (conversation) => definition.message(conversationId(conversation)),
    nothingOverHttp: (member) => definition.nothingOverHttp?.(token(userId(member))) ?? {},
    nothingOverSocket: () => definition.nothingOverSocket?.() ?? {},
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

/** As long as the product's, so that verifying costs the same. */
export function token(sub: string): string {
  const claims = { sub, sid: sub, jti: "0123456789012345678901", typ: "access" };
  const options = { expiresIn: "1h", issuer: "confab", audience: "user" } as const;
  return jwt.sign(claims, keyObject, options);
}

const json = JSON.stringify;

function socketIo(name: string, options: Pick<Peer, "env" | "stored">): Contender {
  return peer({
    name,
    script: "socket-io",
    ...options,
    subscribed: (accessToken, conversation) => ({
      path: "/socket.io/?EIO=4&transport=websocket",
      steps: [
        { expect: "0{" },
        { send: `40${json({ token: accessToken })}` },
        { expect: "40{" },
        { send: `421["join",{"conversationId":"${conversation}","since":{{seq}}}]` },
        { expect: "431[" },
      ],
    }),
    message: (conversation) =>
      `42${json(["send", { conversationId: conversation, body: "{{body}}" }])}`,
    nothingOverSocket: () => ({ request: '427["nothing","0123456789"]', reply: "437[" }),
  });
}

const SUBSCRIPTION =
  "subscription S($conversationId: ID!) { messageReceived(conversationId: $conversationId) { id seq body createdAt sender { id name } conversation { id } } }";
const MUTATION =
  "mutation M($conversationId: ID!, $body: String!) { send(conversationId: $conversationId, body: $body) }";

function graphql(name: string, script: string, confirm: string): Contender {
  return peer({
    name,
    script,
    subscribed: (accessToken, conversation) => ({
      path: "/graphql",
      protocol: "graphql-transport-ws",
      steps: [
        {
          send: json({
            type: "connection_init",
            payload: { authorization: `Bearer ${accessToken}` },
          }),
        },
        { expect: "connection_ack" },
        {
          send: json({
            id: "1",
            type: "subscribe",
            payload: { query: SUBSCRIPTION, variables: { conversationId: conversation } },
          }),
        },
        // The protocol does not confirm a subscription: a round trip behind it stands for that.
        { send: confirm },
        { expect: "pong" },
      ],
    }),
    message: (conversation) =>
      json({
        id: "m{{n}}",
        type: "subscribe",
        payload: { query: MUTATION, variables: { conversationId: conversation, body: "{{body}}" } },
      }),
    nothingOverHttp: (accessToken) => ({
      request: httpPost("/graphql", json({ query: NOTHING }), `Bearer ${accessToken}`),
      reply: '"Mutation"',
    }),
    nothingOverSocket,
  });
}

export function nothingOverSocket(): Exchange {
  const request = json({ id: "n{{n}}", type: "subscribe", payload: { query: NOTHING } });
  return { request, reply: '"complete"' };
}

const ping = json({ type: "ping" });
export const rawWs = peer({
  name: "raw ws, shared buffer",
  script: "raw-ws",
  subscribed: (accessToken, conversation) => ({
    path: "/",
    steps: [
      { send: `{"token":"${accessToken}","conversationId":"${conversation}","since":{{seq}}}` },
      { expect: "joined" },
    ],
  }),
  message: (conversation) => json({ conversationId: conversation, body: "{{body}}" }),
});
export const socketIoRooms = socketIo("socket.io rooms", {});
export const socketIoStored = socketIo("socket.io rooms, stored", { stored: true });
export const socketIoMembers = socketIo("socket.io per member, Mongoose", {
  stored: true,
  env: { EMIT: "members" },
});
export const typeGraphql = graphql("type-graphql, topics", "type-graphql", ping);
export const mercuriusPeer = graphql("Mercurius", "mercurius", ping);
export const expressRest = peer({
  name: "Express",
  script: "express",
  subscribed: () => ({}),
  message: () => "",
  nothingOverHttp: (accessToken) => ({
    request: httpPost("/nothing", json({ id: "0123456789" }), `Bearer ${accessToken}`),
    reply: '"nothing":true',
  }),
});
