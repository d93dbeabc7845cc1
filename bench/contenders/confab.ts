import { createServer } from "node:net";
import type { Contender, Serving, StartOptions } from "../harness/contender.js";
import { httpPost } from "../harness/http.js";
import type { ConnectionPlan } from "../harness/load.js";
import { Pinned } from "../harness/process.js";
import { conversationId, memberOf, type World } from "../harness/world.js";
import { emailOf, givePasswordOf, newSecrets, seed, tokensOf } from "../ours/seed.js";
import { NOTHING, nothingOverSocket } from "./peers.js";

const MESSAGE = "id seq body createdAt sender { id name } conversation { id }";
const SUBSCRIPTION = `subscription S($c: ID!, $s: [SeqPosition!]) { messageReceived(conversationId: $c, since: $s) { ${MESSAGE} } }`;
const MUTATION = "mutation M($i: SendMessageInput!) { sendMessage(input: $i) { message { seq } } }";
const json = JSON.stringify;
let databases = 0;

/** Above what the product allows one user, one address and one socket: here all are one client. */
const WITHOUT_LIMITS = {
  MAX_SOCKETS_PER_USER: "0",
  MAX_SOCKETS_PER_ADDRESS: "0",
  MAX_OPERATIONS_PER_SECOND: "0",
};

/** The product as it is deployed: `node dist/main.js`, its schema, tokens, limits and database. */
export const confab: Contender = { name: "Confab", start };

async function start(options: StartOptions): Promise<Serving> {
  const { world, services, nodes = 1, unpinned, env } = options;
  const secrets = newSecrets();
  const database = `${services.mongoUri}confab_${process.pid}_${databases++}`;
  await seed(database, world);
  const authorization = tokensOf(secrets);
  const servers: Pinned[] = [];
  for (let node = 0; node < nodes; node++)
    servers.push(
      await Pinned.node("dist/main.js", {
        role: unpinned ? "any" : node ? "second" : "server",
        env: {
          NODE_ENV: "production",
          HOST: "127.0.0.1",
          PORT: String(await freePort()),
          MONGO_DB_URI: database,
          DATA_DIR: `/tmp/confab-bench-data-${process.pid}`,
          LOG_LEVEL: "error",
          ...secrets,
          ...WITHOUT_LIMITS,
          ...(services.redisUrl && nodes > 1 && { REDIS_URL: services.redisUrl }),
          ...env,
        },
        ready: /GraphQL\s+http:\/\/\S+?:(\d+)\/graphql/,
      }),
    );
  const ports = servers.map(({ match }) => Number(match));
  const serving: Serving = {
    servers,
    ports,
    database,
    nothingOverHttp: (member) => ({
      request: httpPost("/graphql", json({ query: NOTHING }), authorization(member)),
      reply: '"Mutation"',
    }),
    nothingOverSocket,
    subscribed: (member, conversation) => ({
      path: "/graphql",
      protocol: "graphql-transport-ws",
      steps: [
        {
          send: json({
            type: "connection_init",
            payload: { authorization: authorization(member) },
          }),
        },
        { expect: "connection_ack" },
        { send: subscribe(conversationId(conversation)) },
        // The message that is there before anybody subscribes is replayed: so it is confirmed.
        { expect: '"next"' },
      ],
    }),
    message: (conversation) => sendMessage(conversationId(conversation)),
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
  for (let c = 0; c < world.conversations; c++)
    await post(ports[0] ?? 0, authorization(memberOf(world, c, 0)), conversationId(c));
  return serving;
}

function subscribe(conversation: string): string {
  const variables = { c: conversation, s: [{ conversationId: conversation, seq: "{{seq}}" }] };
  const payload = { query: SUBSCRIPTION, variables };
  return json({ id: "1", type: "subscribe", payload }).replace('"{{seq}}"', "{{seq}}");
}

function sendMessage(conversation: string): string {
  const i = { conversationId: conversation, clientMessageId: "b{{n}}", body: "{{body}}" };
  return json({ id: "m{{n}}", type: "subscribe", payload: { query: MUTATION, variables: { i } } });
}

const LOGIN =
  "mutation L($i: LoginInput!) { login(input: $i) { tokens { accessToken refreshToken } } }";
const PASSWORD = "correct horse battery staple";

export function loginRequest(member: number): Pick<ConnectionPlan, "request" | "reply"> {
  const variables = { i: { email: emailOf(member), password: PASSWORD } };
  return {
    request: httpPost("/graphql", json({ query: LOGIN, variables })),
    reply: '"accessToken"',
  };
}

/** One signs up through the API; the others get the hash that came of it. */
export async function giveEverybodyAPassword(
  port: number,
  database: string,
  world: World,
): Promise<void> {
  const i = { name: "Ann Example", email: "first@example.com", password: PASSWORD };
  await execute(port, "mutation S($i: SignupInput!) { signup(input: $i) { expiresAt } }", { i });
  await givePasswordOf(database, i.email, world);
}

async function post(port: number, authorization: string, conversation: string): Promise<void> {
  const i = { conversationId: conversation, clientMessageId: "first", body: "The first message." };
  await execute(port, MUTATION, { i }, authorization);
}

async function execute(
  port: number,
  query: string,
  variables: object,
  authorization?: string,
): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    body: json({ query, variables }),
  });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors) throw new Error(`${query.slice(0, 40)}: ${json(answer.errors)}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
