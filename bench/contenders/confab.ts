import { createServer } from "node:net";
import { NODE_FLAGS } from "../../scripts/process/node-flags.js";
import type { Contender, Serving, StartOptions } from "../harness/contender.js";
import { newDatabase } from "../harness/database.js";
import { httpPost } from "../harness/http.js";
import type { ConnectionPlan } from "../harness/load.js";
import { Pinned } from "../harness/process.js";
import { secret, type World } from "../harness/world.js";
import { emailOf, givePasswordOf, newSecrets, seed, tokensOf } from "../ours/seed.js";
import { createGroups, execute, SEND_MESSAGE } from "../ours/api.js";
import { NOTHING, nothingOverSocket } from "./peers.js";

const MESSAGE = "id seq body createdAt sender { id name } conversation { id }";
/** What the web chat shows of a message. */
const CHAT_MESSAGE =
  "id seq revision kind clientMessageId sender { id name avatar { id url thumbnails { width height url } } } body attachments { id kind filename url thumbnails { width height url } } mentions { id name } replyTo { id seq body sender { id name } } reactions { emoji count viewerHasReacted } systemEvent subjects { id name } createdAt editedAt deletedAt pinnedAt status conversation { id }";
const UPLOAD = "mutation U($file: Upload!) { upload(file: $file) { id byteSize mimeType } }";
const json = JSON.stringify;
const UNLIMITED = {
  MAX_SOCKETS_PER_ADDRESS: "0",
  MAX_ANONYMOUS_SOCKETS_PER_ADDRESS: "0",
  WORK_MS_PER_SECOND_PER_USER: "0",
  WORK_MS_PER_SECOND_PER_NETWORK: "0",
  WORK_MS_PER_SECOND_ANONYMOUS: "0",
  LIMITS_PER_USER_PERCENT: "100000",
};

/** A folder for CPU profiles of the product, to open in a browser's developer tools. */
const PROFILE = process.env["BENCH_CPU_PROFILE"];

/** The product as it is deployed: the image's command, its schema, tokens, limits and database. */
export const confab: Contender = {
  name: "Confab",
  start: (options) => start(options, MESSAGE),
};
export const confabChat: Contender = {
  name: "Confab, all that a chat shows",
  start: (options) => start(options, CHAT_MESSAGE),
};

async function start(options: StartOptions, selection: string): Promise<Serving> {
  const { world, services, nodes = 1, unpinned, env } = options;
  const secrets = newSecrets();
  const database = newDatabase(services.mongoUri, "confab");
  await seed(database, world);
  const authorization = tokensOf(secrets);
  const servers: Pinned[] = [];
  for (let node = 0; node < nodes; node++)
    servers.push(
      await Pinned.node("dist/main.js", {
        flags: [...NODE_FLAGS, ...(PROFILE ? ["--cpu-prof", `--cpu-prof-dir=${PROFILE}`] : [])],
        role: unpinned ? "any" : node ? "second" : "server",
        env: {
          NODE_ENV: "production",
          HOST: "127.0.0.1",
          GROUP_INVITES: "EVERYONE",
          DRAIN_MS: "0",
          PORT: String(await freePort()),
          MONGO_DB_URI: database,
          DATA_DIR: `/tmp/confab-bench-data-${process.pid}`,
          LOG_LEVEL: "error",
          // All of the load comes from one address.
          ...UNLIMITED,
          ...secrets,
          ...(services.redisUrl && nodes > 1 && { REDIS_URL: services.redisUrl }),
          ...env,
        },
        ready: /GraphQL\s+http:\/\/\S+?:(\d+)\/graphql/,
      }),
    );
  const ports = servers.map(({ match }) => Number(match));
  const groups = await createGroups(ports[0] ?? 0, authorization, world);
  return {
    servers,
    ports,
    database,
    nothingOverHttp: (member) => ({
      request: httpPost("/graphql", json({ query: NOTHING }), authorization(member)),
      reply: '"Mutation"',
    }),
    nothingOverSocket,
    upload: {
      path: "/graphql",
      fields: {
        operations: json({ query: UPLOAD, variables: { file: null } }),
        map: json({ 0: ["variables.file"] }),
      },
      authorization,
    },
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
        { send: subscribe(groups[conversation] ?? "", selection) },
        // The message that is there before anybody subscribes is replayed: so it is confirmed.
        { expect: '"next"' },
      ],
    }),
    message: (conversation) => sendMessage(groups[conversation] ?? ""),
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

function subscribe(conversation: string, selection: string): string {
  const variables = { c: conversation, s: [{ conversationId: conversation, seq: "{{seq}}" }] };
  const query = `subscription S($c: ID!, $s: [SeqPosition!]) { messageReceived(conversationId: $c, since: $s) { ${selection} } }`;
  const payload = { query, variables };
  return json({ id: "1", type: "subscribe", payload }).replace('"{{seq}}"', "{{seq}}");
}

function sendMessage(conversation: string): string {
  const i = { conversationId: conversation, clientMessageId: "b{{n}}", body: "{{body}}" };
  return json({
    id: "m{{n}}",
    type: "subscribe",
    payload: { query: SEND_MESSAGE, variables: { i } },
  });
}

const LOGIN =
  "mutation L($i: LoginInput!) { login(input: $i) { tokens { accessToken refreshToken } } }";
const PASSWORD = secret();

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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
