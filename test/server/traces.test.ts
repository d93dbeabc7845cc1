import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  LoginDocument,
  SendMessageDocument,
  UpdateProfileDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { databaseUri } from "../support/database.js";
import { Collector, post, socketClient, until } from "../support/graphql.js";
import { OtlpCollector, type SeenSpan } from "../support/otlp-collector.js";
import { PASSWORD, signUp } from "../support/people.js";
import { startScript } from "../support/script.js";

let collector: OtlpCollector;

beforeEach(async () => {
  collector = new OtlpCollector();
  await collector.start();
});
afterEach(() => collector.stop());

const startTraced = (env: Record<string, string> = {}): Promise<TestApp> =>
  startApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env } });
const named = (name: string): SeenSpan => {
  const [found, ...more] = collector.spans.filter((span) => span.name === name);
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} of ${name}`);
  return found;
};

test("a message that is sent is one trace, from the request to the database", async () => {
  const app = await startTraced({
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20for-the-collector",
    OTEL_SERVICE_NAME: "chat",
  });
  const ann = await signUp(app, "Ann");
  const bob = await signUp(app, "Bob");
  const conversationId = await openDirect(app, ann, bob);
  const input = { conversationId, clientMessageId: randomUUID(), body: "hello" };
  await post(app.url, SendMessageDocument, { input }, ann.token);
  await app.stop();
  const operation = named("mutation SendMessage");
  const root = collector.spans.find(({ spanId }) => spanId === operation.parentSpanId);
  expect(root).toMatchObject({
    name: "POST /graphql",
    parentSpanId: null,
    failed: false,
    attributes: {
      "http.request.method": "POST",
      "http.route": "/graphql",
      "http.response.status_code": 200,
    },
  });
  expect(operation.attributes).toEqual({
    "graphql.operation.type": "mutation",
    "graphql.operation.name": "SendMessage",
  });
  const append = named("log append");
  expect(append.parentSpanId).toBe(operation.spanId);
  const insert = named("insert messages");
  expect(insert.parentSpanId).toBe(append.spanId);
  expect(insert.attributes).toEqual({
    "db.system.name": "mongodb",
    "db.operation.name": "insert",
    "db.collection.name": "messages",
  });
  for (const { traceId } of [operation, append, insert]) expect(traceId).toBe(root?.traceId);
  expect(collector.services).toEqual(new Set(["chat"]));
  for (const { url, authorization } of collector.requests)
    expect([url, authorization]).toEqual(["/v1/traces", "Bearer for-the-collector"]);
});

test("a body that comes after its headers is read into the same trace", async () => {
  const app = await startTraced();
  const headers = { "content-type": "application/json", expect: "100-continue" };
  const asking = request(app.url, { method: "POST", headers });
  asking.flushHeaders();
  await once(asking, "continue");
  asking.end(JSON.stringify({ query: "query Late { serverInfo { version } }" }));
  const [response] = (await once(asking, "response")) as [IncomingMessage];
  expect(await text(response)).toContain("version");
  await app.stop();
  expect(named("query Late").parentSpanId).toBe(named("POST /graphql").spanId);
});

test("operations on a socket have traces, and a subscription's ends where it has begun", async () => {
  const app = await startTraced();
  const ann = await signUp(app, "Ann");
  const bob = await signUp(app, "Bob");
  const conversationId = await openDirect(app, ann, bob);
  const feed = new Collector({
    url: app.url,
    token: bob.token,
    document: "subscription Feed { messageReceived { seq } }",
  });
  await until("listening", () => app.open().audiences === 1);
  const client = socketClient(app.url, ann.token);
  const input = { conversationId, clientMessageId: randomUUID(), body: "hello" };
  const sending = client.iterate({
    query: SendMessageDocument.toString(),
    variables: { input },
  });
  for await (const result of sending) expect(result.errors).toBeUndefined();
  await until("delivered", () => feed.items.length === 1);
  const refused = client.iterate({ query: 'mutation Refused { revokeSession(id: "none") }' });
  for await (const result of refused) expect(result.errors).toHaveLength(1);
  feed.close();
  await client.dispose();
  await app.stop();
  const operation = named("mutation SendMessage");
  expect(operation).toMatchObject({ parentSpanId: null, failed: false });
  expect(operation.attributes["network.protocol.name"]).toBe("websocket");
  expect(named("insert messages").traceId).toBe(operation.traceId);
  expect(named("subscription Feed").parentSpanId).toBeNull();
  expect(named("mutation Refused").failed).toBe(true);
});

test("no trace holds a variable, a text, an address, a token or a password", async () => {
  const app = await startTraced({ LOG_LEVEL: "silent" });
  const secrets = [PASSWORD];
  const secret = (value: string): string => {
    secrets.push(value);
    return value;
  };
  const ann = await signUp(app, "Ann");
  const bob = await signUp(app, "Bob");
  for (const { id, email, token, refreshToken } of [ann, bob])
    secrets.push(id, email, token, refreshToken);
  const conversationId = secret(await openDirect(app, ann, bob));
  const clientMessageId = secret(randomUUID());
  const input = { conversationId, clientMessageId, body: secret("canary text") };
  await post(app.url, SendMessageDocument, { input }, ann.token);
  const password = secret("canary wrong password");
  await post(app.url, LoginDocument, { input: { email: ann.email, password } });
  await post(app.url, UpdateProfileDocument, { input: { bio: secret("canary bio") } }, ann.token);
  await post(
    app.url,
    `{ users(query: "${secret("canaryliteral")}") { nodes { id } } }`,
    {},
    ann.token,
  );
  await post(app.url, `{ ${secret("canaryField")} }`);
  await post(app.url, ViewerDocument, {}, secret("canary-token"));
  await fetch(
    `${app.origin}/media/${secret("canary-file")}/original?signature=${secret("canary-sig")}`,
  );
  await fetch(`${app.origin}/${secret("canary-path")}`, {
    headers: { "user-agent": secret("canary-agent"), traceparent: "00-canary" },
  });
  await app.stop();
  const sent = collector.requests.map(({ body }) => body).join("\n");
  expect(sent).toContain("mutation SendMessage");
  expect(sent).toContain("mutation Login");
  expect(sent).toContain("GET none");
  expect(secrets.filter((one) => sent.includes(one))).toEqual([]);
});

test("a request goes on with the trace of a proxy, and not with that of a stranger", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  for (const hops of ["1", "0"]) {
    const app = await startTraced({ TRUST_PROXY_HOPS: hops });
    await post(app.url, `query Hops${hops} { serverInfo { version } }`, {}, undefined, {
      traceparent,
    });
    await app.stop();
  }
  expect(named("query Hops1").traceId).toBe(traceId);
  expect(named("query Hops0").traceId).not.toBe(traceId);
});

test("as few traces are sent as the operator wants", async () => {
  const app = await startTraced({ OTEL_TRACES_SAMPLER_ARG: "0" });
  await post(app.url, "query Unseen { serverInfo { version } }");
  await app.stop();
  expect(collector.requests).toEqual([]);
});

test("a collector that is away disturbs neither requests nor the end", async () => {
  const app = await startTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
  const { data } = await post(app.url, "{ serverInfo { version } }");
  expect(data).toMatchObject({ serverInfo: {} });
  await app.stop();
});

test.each([true, false])(
  "the tracing library is loaded where there is an endpoint: %s",
  async (on) => {
    const folder = await mkdtemp(join(tmpdir(), "confab-traces-"));
    const server = startScript("../src/main.ts", [], {
      NODE_ENV: "development",
      MONGO_DB_URI: databaseUri(`traces-${randomUUID().slice(0, 8)}`),
      DATA_DIR: folder,
      PORT: "0",
      HOST: "127.0.0.1",
      NODE_DEBUG: "module",
      OTEL_EXPORTER_OTLP_ENDPOINT: on ? collector.url : "",
    });
    await server.line("GraphQL ");
    server.process.kill("SIGTERM");
    await server.exited;
    await rm(folder, { recursive: true, force: true });
    expect(server.output.some((line) => line.includes("@opentelemetry/sdk-trace"))).toBe(on);
  },
);
