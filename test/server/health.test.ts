import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { WebSocket } from "ws";
import { ErrorCode } from "../../src/platform/core/errors.js";
import { MessageReceivedDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { startDatabase, type TestDatabase } from "../support/database.js";
import { Collector, until } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import { rawConnection } from "../support/raw.js";
import { runningClock } from "../support/running-clock.js";

const TOKEN = "a token for metrics";
let app: TestApp;
let guarded: TestApp;
let proxied: TestApp;

beforeAll(async () => {
  [app, guarded, proxied] = await Promise.all([
    startApp({ nodes: 1 }),
    startApp({ env: { METRICS_TOKEN: TOKEN } }),
    startApp({ env: { TRUST_PROXY_HOPS: "1" } }),
  ]);
});
afterAll(() => Promise.all([app, guarded, proxied].map((one) => one.stop())));

const get = (
  { origin }: Pick<TestApp, "origin">,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> => fetch(`${origin}${path}`, { headers });
const status = async (...args: Parameters<typeof get>): Promise<number> =>
  (await get(...args)).status;

test("a server that runs is alive and ready", async () => {
  expect([await status(app, "/healthz"), await status(app, "/readyz")]).toEqual([200, 200]);
});

test("a stop waits for what is being asked, and not for connections on which nothing was", async () => {
  const other = await startApp({ nodes: 1 });
  const spare = await rawConnection(other.origin);
  const body = JSON.stringify({ query: "{ serverInfo { version } }" });
  const head = `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const asking = await rawConnection(other.origin, head + body.slice(0, 5));
  let answer = "";
  asking.on("data", (data: Buffer) => (answer += data.toString()));
  await until("both are connected", () => status(other, "/healthz").then((is) => is === 200));
  const stopping = other.stop();
  await once(spare.resume(), "end");
  spare.destroy();
  // What waits for the spare one is cut with it.
  asking.write(body.slice(5));
  await until("it is answered", () => answer.includes('"version"'));
  asking.destroy();
  await stopping;
});

test("a database that is away makes a server unready within two seconds, not dead", async () => {
  const database: TestDatabase = await startDatabase();
  const other = await startApp({ env: { MONGO_DB_URI: database.uri } });
  const faults = async (): Promise<string[]> =>
    (await (await get(other, "/metrics")).text())
      .split("\n")
      .filter((line) => line.startsWith("confab_faults_total{"));
  try {
    const [ann, bob] = [await signUp(other, "Ann"), await signUp(other, "Bob")];
    const conversationId = await openDirect(other, ann, bob);
    expect(await faults()).toEqual([]);
    // Its rows would follow within a second.
    await send(other, ann, conversationId, "hello");
    await database.kill();
    const began = runningClock();
    expect(await status(other, "/readyz")).toBe(503);
    expect(runningClock() - began).toBeLessThan(2_000);
    expect(await status(other, "/healthz")).toBe(200);
    expect((await get(other, "/metrics")).status).toBe(200);
    await until("the fault is counted by its kind", async () =>
      (await faults()).some((line) =>
        /^confab_faults_total\{kind="rows cannot be brought up to their log"\} [1-9]/.test(line),
      ),
    );
    await database.restart();
    await until("ready again", async () => (await status(other, "/readyz")) === 200);
  } finally {
    await other.stop();
    await database.stop();
  }
});

test("a server that stops says first that it is not ready, and then closes the sockets", async () => {
  const other = await startApp({ nodes: 1 });
  const socket = new WebSocket(other.url.replace("http", "ws"), "graphql-transport-ws");
  await once(socket, "open");
  // A peer that does not answer the close: so there is time to look.
  socket.pause();
  const stopped = other.stop();
  const ready = await get(other, "/readyz");
  expect([ready.status, await ready.text()]).toEqual([503, "not ready\n"]);
  expect(other.open().sockets).toBe(1);
  socket.resume();
  const [code] = (await once(socket, "close")) as [number];
  expect(code).toBe(1012);
  await stopped;
});

test("metrics count what is open, sent and delivered", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const conversationId = await openDirect(app, ann, bob);
  const collector = new Collector<{ body: string }>({
    url: app.url,
    token: bob.token,
    document: MessageReceivedDocument as never,
    variables: { conversationId },
  });
  await until("listening", () => app.open().subscriptions === 1);
  await until("following", () => app.open().audiences === 1);
  const figure = async (name: string): Promise<number> => {
    const text = await (await get(app, "/metrics")).text();
    const line = text.split("\n").find((one) => one.startsWith(`${name} `));
    return Number(line?.split(" ")[1]);
  };
  const before = await figure("confab_deliveries_total");
  const sends = await figure("confab_send_seconds_count");
  await send(app, ann, conversationId, "counted");
  await until("delivered", () => collector.items.length === 1);
  expect(await figure("confab_deliveries_total")).toBe(before + 1);
  expect(await figure("confab_send_seconds_count")).toBe(sends + 1);
  expect(await figure("confab_connections")).toBe(1);
  expect(await figure("confab_subscriptions")).toBe(1);
  expect(await figure("confab_log_tails")).toBe(1);
  expect(await figure("confab_log_lag_entries")).toBe(0);
  for (const queue of ["log", "password", "mail"])
    expect(await figure(`confab_${queue}_queue_depth`)).toBeGreaterThanOrEqual(0);
  expect(await figure("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
  const text = await (await get(app, "/metrics")).text();
  for (const secret of [ann.id, bob.id, conversationId, ann.email])
    expect(text).not.toContain(secret);
  collector.close();
});

test("A-66: metrics are for the own machine, not for what a proxy on it passes on", async () => {
  expect(await status(app, "/metrics")).toBe(200);
  for (const name of ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
    expect(await status(app, "/metrics", { [name]: "203.0.113.9" })).toBe(404);
  expect(await status(proxied, "/metrics")).toBe(404);
});

test("A-66: where there is a token for metrics, nothing else opens them", async () => {
  expect(await status(guarded, "/metrics")).toBe(404);
  expect(await status(guarded, "/metrics", { Authorization: `Bearer ${TOKEN}x` })).toBe(404);
  const headers = { Authorization: `Bearer ${TOKEN}`, "X-Forwarded-For": "203.0.113.9" };
  expect(await status(guarded, "/metrics", headers)).toBe(200);
});

test("alerts, the dashboard and the guide name figures, labels and codes that there are", async () => {
  const text = await (await get(app, "/metrics")).text();
  const types = new Map(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", type = ""]) => [name, type]),
  );
  const isThere = (name: string): boolean => {
    const [, base = "", part = ""] = /^(.*?)(_bucket|_count|_sum)?$/.exec(name) ?? [];
    return types.has(name) || (part !== "" && types.get(base) === "histogram");
  };
  const figures = (expression: string): string[] =>
    expression.match(/\b(?:confab|nodejs|process)_\w+/g) ?? [];
  const alerts = await readFile("docs/prometheus-alerts.yml", "utf8");
  const expressions = [...alerts.matchAll(/^ +expr: (.*)$/gm)].map(([, one = ""]) => one);
  expect(expressions).toHaveLength(alerts.match(/- alert:/g)?.length ?? 0);
  // Only what Prometheus makes of the scraping itself is not ours.
  for (const one of expressions.filter((expression) => !expression.startsWith("up{")))
    expect([one, figures(one).length > 0]).toEqual([one, true]);
  const dashboard = await readFile("docs/grafana-dashboard.json", "utf8");
  const shown = [...dashboard.matchAll(/"expr": "(.*)"/g)].map(([, one = ""]) => one);
  const guide = await readFile("docs/deploying.md", "utf8");
  const named = [...expressions, ...shown, guide].flatMap(figures);
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((name) => !isThere(name))).toEqual([]);
  const codes = [...expressions, ...shown].flatMap((one) =>
    [...one.matchAll(/code=~?\\?"([^"\\]+)/g)].flatMap(([, list = ""]) => list.split("|")),
  );
  expect(codes.length).toBeGreaterThan(2);
  expect(codes.filter((code) => !(code in ErrorCode))).toEqual([]);
  for (const name of ["confab_faults_total", "confab_graphql_errors_total"])
    expect(expressions.some((one) => one.includes(name))).toBe(true);
});
