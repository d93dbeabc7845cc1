import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { Peer } from "../support/peer.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => Peer.cutAll());
afterAll(() => app.stop());

const [FIN, COMPRESSED, MASK] = [0x80, 0x40, 0x80];
const [CONTINUATION, TEXT, PING] = [0x0, 0x1, 0x9];

/** As it goes over the wire, masked with zeros. */
function frame(first: number, payload: Buffer | string, mask = MASK): Buffer {
  const body = Buffer.from(payload);
  const long = body.length > 125;
  const head = Buffer.from([first, mask | (long ? 126 : body.length)]);
  const size = Buffer.alloc(long ? 2 : 0);
  if (long) size.writeUInt16BE(body.length);
  return Buffer.concat([head, size, Buffer.alloc(mask ? 4 : 0), body]);
}

const frames: readonly (readonly [string, number, Buffer])[] = [
  ["a ping of more than 125 bytes", 1002, frame(FIN | PING, "x".repeat(60_000))],
  ["a ping in fragments", 1002, frame(PING, "x")],
  ["a compressed frame, which was not agreed on", 1002, frame(FIN | COMPRESSED | TEXT, "x")],
  ["a frame without a mask", 1002, frame(FIN | TEXT, "x", 0)],
  ["an unknown kind of frame", 1002, frame(FIN | 0x3, "x")],
  ["a continuation of nothing", 1002, frame(FIN | CONTINUATION, "x")],
  ["a text that is not UTF-8", 1007, frame(FIN | TEXT, Buffer.from([0xc3, 0x28]))],
  [
    "a message in a thousand fragments of one byte",
    1008,
    Buffer.concat([frame(TEXT, "x"), ...Array<Buffer>(1_000).fill(frame(CONTINUATION, "x"))]),
  ],
  [
    "a message in fragments that never ends",
    1009,
    Buffer.concat([
      frame(TEXT, "x"),
      ...Array<Buffer>(20).fill(frame(CONTINUATION, "x".repeat(4_000))),
    ]),
  ],
];

test.each(frames)("A-21: %s closes the socket with %d", async (_, code, bytes) => {
  const peer = await new Peer(app).acknowledged();
  peer.write(bytes);
  expect(await peer.closeCode()).toBe(code);
});

test("A-21: no compression is agreed on, so that no small frame becomes a large message", async () => {
  const peer = await new Peer(app, {
    headers: { "sec-websocket-extensions": "permessage-deflate; client_max_window_bits" },
  }).opened();
  expect(peer.socket.extensions).toBe("");
});

test("A-21: extensions and headers with the names of object properties are nothing", async () => {
  const names = "constructor; __proto__=1, toString, permessage-deflate; valueOf";
  const headers = { "sec-websocket-extensions": names, __proto__: "x", constructor: "x" };
  expect([101, 400]).toContain(await new Peer(app, { headers }).upgradeStatus());
  // More than node keeps, and in no more than 16 kB. From 24 on it refuses them itself.
  const many = Object.fromEntries(Array.from({ length: 2_020 }, (_, at) => [at.toString(36), ""]));
  expect([101, 400, 431]).toContain(await new Peer(app, { headers: many }).upgradeStatus());
  expect(await new Peer(app).upgradeStatus()).toBe(101);
});
