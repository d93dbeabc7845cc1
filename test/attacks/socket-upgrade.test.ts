import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";

const ALLOWED = "https://chat.example.com";
const log: string[] = [];
let app: TestApp;
let ann: Person;

beforeAll(async () => {
  app = await startApp({
    env: { CORS_ORIGINS: ALLOWED, LOG_LEVEL: "trace" },
    probes: { log: { write: (line) => log.push(line) } },
  });
  ann = await signUp(app, "Ann");
});
afterEach(() => Peer.cutAll());
afterAll(() => app.stop());

test.each([
  [ALLOWED, 101],
  ["https://evil.example", 403],
  ["null", 403],
  ["", 403],
  ["file://", 403],
  [`${ALLOWED}.evil.example`, 403],
  ["https://evil.example/https://chat.example.com", 403],
  ["https://not-chat.example.com", 403],
  ["http://chat.example.com", 403],
  ["https://chat.example.com:444", 403],
  ["https://CHAT.example.com", 403],
  [`${ALLOWED}/`, 403],
  [`${ALLOWED}, https://evil.example`, 403],
])("A-13: a page of origin %j gets %d", async (origin, status) => {
  expect(await new Peer(app, { headers: { origin } }).upgradeStatus()).toBe(status);
});

test("A-13: pages of the server's own origin may connect, those of its neighbours may not", async () => {
  const status = (origin: string): Promise<number> =>
    new Peer(app, { headers: { origin } }).upgradeStatus();
  const { hostname, port } = new URL(app.origin);
  expect(await status(app.origin)).toBe(101);
  expect(await status(`http://${hostname}:${Number(port) + 1}`)).toBe(403);
  expect(await status(`http://user@${hostname}:${port}`)).toBe(403);
});

const VIEWER = "{ viewer { email } }";

test("A-13: without an Origin there is no page to be hijacked, and nothing without a token", async () => {
  const peer = await new Peer(app).acknowledged();
  peer.subscribe("1", "subscription { messageReceived { id } }");
  const refused = await peer.answered("1");
  expect(JSON.stringify(refused.payload)).toContain("UNAUTHENTICATED");
});

test("A-14: what a browser sends by itself signs nobody in: the token is in connection_init", async () => {
  const cookie = `authorization=Bearer ${ann.token}; token=${ann.token}; session=${ann.refreshToken}`;
  const peer = await new Peer(app, { headers: { origin: ALLOWED, cookie } }).acknowledged();
  peer.subscribe("1", VIEWER);
  expect(await peer.heard("next", "1")).toMatchObject({ payload: { data: { viewer: null } } });

  const byCookie = await post(app.url, VIEWER, {}, undefined, { cookie });
  expect(byCookie).toMatchObject({ status: 200, data: { viewer: null } });

  const signedIn = await new Peer(app, { headers: { origin: ALLOWED } }).acknowledged(ann.token);
  signedIn.subscribe("1", VIEWER);
  const email = ann.email;
  expect(await signedIn.heard("next", "1")).toMatchObject({
    payload: { data: { viewer: { email } } },
  });
});

test("A-15: a token in the address or among the subprotocols is refused, and is not logged", async () => {
  const { token } = ann;
  const status = (path: string): Promise<number> => new Peer(app, { path }).upgradeStatus();
  expect(await status(`/graphql?token=${token}`)).toBe(400);
  expect(await status(`/graphql?authorization=Bearer%20${token}`)).toBe(400);
  expect(await status(`/graphql/${token}`)).toBe(404);
  const protocols = ["graphql-transport-ws", token];
  expect(await new Peer(app, { protocols }).upgradeStatus()).toBe(400);

  const query = encodeURIComponent(VIEWER);
  for (const name of ["token", "access_token", "authorization"]) {
    const url = `${app.url}?query=${query}&${name}=Bearer%20${token}`;
    const answer = await fetch(url, { headers: { "apollo-require-preflight": "1" } });
    expect(await answer.json()).toEqual({ data: { viewer: null } });
  }
  expect(log.some((line) => line.includes("/graphql"))).toBe(true);
  expect(log.join("").includes(token)).toBe(false);
});
