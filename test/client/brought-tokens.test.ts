import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startKit, ME, typed, until, type Kit } from "./kit.js";

const MESSAGES = typed<{ messageReceived: { conversationId: string; seq: number } }, object>(
  "subscription { messageReceived { conversationId seq } }",
);
let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.stop());

test("an app's own login brings the token, once for all who wait, and again when it is refused", async () => {
  let brought = 0;
  const client = kit.client({
    getToken: () => {
      brought += 1;
      return kit.server.validToken;
    },
  });
  expect(client.session.signedIn).toBe(true);
  const answers = await Promise.all([1, 2, 3].map(() => client.request(ME, {})));
  expect(answers).toEqual([{ me: "ada" }, { me: "ada" }, { me: "ada" }]);
  expect(brought).toBe(1);
  kit.server.validToken = kit.server.newToken();
  expect(await client.request(ME, {})).toEqual({ me: "ada" });
  expect(brought).toBe(2);
  const seqs: number[] = [];
  client.followMessages(MESSAGES, {}, { message: ({ seq }) => seqs.push(seq) });
  await until(() => kit.server.seenSince.length === 1);
  kit.server.append("c", "1");
  await until(() => seqs.length === 1);
  expect(kit.server.refreshes).toBe(0);
});

test("a backend that is away ends no login; a sign-out does, and asks for no other token", async () => {
  let isAway = true;
  let brought = 0;
  const client = kit.client({
    getToken: () => {
      brought += 1;
      if (isAway) throw new Error("503");
      return Promise.resolve(kit.server.validToken);
    },
  });
  await expect(client.request(ME, {})).rejects.toMatchObject({ code: "NETWORK_ERROR" });
  expect(client.session.signedIn).toBe(true);
  isAway = false;
  expect(await client.request(ME, {})).toEqual({ me: "ada" });
  client.session.end();
  expect(client.session.signedIn).toBe(false);
  await expect(client.request(ME, {})).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect(brought).toBe(2);
});

test("a backend comes by its key, for whom it says, over HTTP and sockets", async () => {
  const headers: Headers[] = [];
  const client = kit.client({
    service: { key: "cfs_key", actAs: "ext:42" },
    fetch: (url, init) => {
      headers.push(new Headers(init?.headers));
      return fetch(url, init);
    },
  });
  await client.request(ME, {}).catch(() => undefined);
  expect([headers[0]?.get("authorization"), headers[0]?.get("act-as")]).toEqual([
    "Server cfs_key",
    "ext:42",
  ]);
  client.followMessages(MESSAGES, {}, { message: () => undefined });
  await until(() => kit.server.inits.length > 0);
  expect(kit.server.inits[0]).toEqual({ authorization: "Server cfs_key", actAs: "ext:42" });
});

test("a browser takes no service key, wherever it comes from", async () => {
  const page = globalThis as { document?: object };
  page.document = {};
  try {
    expect(() => kit.client({ service: { key: "cfs_key" } })).toThrow(/stays on your server/);
    const client = kit.client({ getToken: () => "cfs_key" });
    await expect(client.request(ME, {})).rejects.toThrow(/stays on your server/);
    expect(kit.server.inits).toEqual([]);
  } finally {
    delete page.document;
  }
});
