import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { post, until } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp } from "../support/people.js";
import { rawConnection } from "../support/raw.js";

const PER_USER = 10;
const PER_ADDRESS = 50;
let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    nodes: 1,
    env: {
      MAX_SOCKETS_PER_USER: String(PER_USER),
      MAX_SOCKETS_PER_ADDRESS: String(PER_ADDRESS),
    },
  });
});
afterEach(async () => {
  Peer.cutAll();
  await until("all sockets are gone", () => app.open().sockets === 0);
});
afterAll(() => app.stop());

test("A-20: an address has fifty sockets, whatever it says about itself", async () => {
  for (let count = 0; count < PER_ADDRESS; count += 1) await new Peer(app).opened();
  const headers = { "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9" };
  expect(await new Peer(app).upgradeStatus()).toBe(429);
  expect(await new Peer(app, { headers }).upgradeStatus()).toBe(429);
  expect((await post(app.url, "{ __typename }")).status).toBe(200);
  Peer.cutAll();
  await until("there is room", async () => (await new Peer(app).upgradeStatus()) === 101);
});

test("A-20: a server has so many sockets, whoever they are of, and room again", async () => {
  const small = await startApp({ nodes: 1, env: { MAX_SOCKETS: "3" } });
  const peers = [new Peer(small), new Peer(small), new Peer(small)];
  for (const peer of peers) await peer.opened();
  expect(await new Peer(small).upgradeStatus()).toBe(503);
  expect((await post(small.url, "{ __typename }")).status).toBe(200);
  peers[0]?.socket.terminate();
  await until("there is room", async () => (await new Peer(small).upgradeStatus()) === 101);
  await small.stop();
});

test("A-20: a person has ten sockets, and room again once one is closed", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const peers: Peer[] = [];
  for (let count = 0; count < PER_USER; count += 1)
    peers.push(await new Peer(app).acknowledged(ann.token));
  const refused = await new Peer(app).opened();
  refused.say({ type: "connection_init", payload: { authorization: `Bearer ${ann.token}` } });
  expect(await refused.closeCode()).toBe(1008);
  await new Peer(app).acknowledged(bob.token);
  peers[0]?.socket.terminate();
  await until("its place is free", () => app.open().sockets === PER_USER);
  await new Peer(app).acknowledged(ann.token);
});

test("A-20: behind a proxy the sixty-four bits of an IPv6 network are one address", async () => {
  const env = { TRUST_PROXY_HOPS: "1", MAX_SOCKETS_PER_ADDRESS: "2" };
  const behind = await startApp({ nodes: 1, env });
  const from = (address: string): Promise<number> =>
    new Peer(behind, { headers: { "x-forwarded-for": address } }).upgradeStatus();
  expect(await from("2001:db8:1:2::1")).toBe(101);
  expect(await from("2001:db8:1:2:aaaa::2")).toBe(101);
  expect(await from("2001:db8:1:2:bbbb::3")).toBe(429);
  expect(await from("2001:db8:1:2::4, 2001:db8:1:2::5")).toBe(429);
  expect(await from("2001:db8:1:3::1")).toBe(101);
  Peer.cutAll();
  await behind.stop();
});

const UPGRADE = "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

/** Whether the other side is gone, which only shows in an answer to what is sent to it. */
async function isCut(socket: Socket): Promise<void> {
  socket.resume();
  await until("it is cut", () => {
    if (!socket.destroyed) socket.write("x");
    return socket.destroyed;
  });
}

test("A-20: a refused upgrade whose peer does not close holds no connection", async () => {
  for (const line of ["GET /elsewhere HTTP/1.1", "GET /graphql?token=x HTTP/1.1"])
    await isCut(await rawConnection(app.origin, `${line}\r\n${UPGRADE}`));
});
