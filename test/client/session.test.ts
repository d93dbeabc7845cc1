import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { memoryStore } from "../../client/src/index.js";
import { ME, startKit, until, type Kit } from "./kit.js";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.stop());

test("a refused token is renewed once, however many requests were refused with it", async () => {
  const client = kit.client();
  client.session.set(kit.server.tokens());
  kit.server.validToken = kit.server.newToken();

  const answers = await Promise.all([1, 2, 3, 4].map(() => client.request(ME, {})));

  expect(answers.map((a) => a.me)).toEqual(["ada", "ada", "ada", "ada"]);
  expect(kit.server.refreshes).toBe(1);
});

test("a token is renewed before it expires, and the open socket learns of it", async () => {
  kit.server.accessLifetimeSeconds = 1;
  kit.server.validToken = kit.server.newToken();
  const client = kit.client();
  client.session.set(kit.server.tokens());
  client.socketClient.subscribe(
    { query: "subscription { messageReceived { id } }" },
    { next: () => undefined, error: () => undefined, complete: () => undefined },
  );
  await until(() => client.status === "connected");
  kit.server.accessLifetimeSeconds = 900;

  await until(() => kit.server.reauthenticated.length > 0);

  expect(kit.server.reauthenticated).toContain(client.session.tokens?.accessToken);
  expect(kit.server.socketCount).toBe(1);
});

test("the lifetime of a token is measured on this machine's clock, however wrong that is", async () => {
  const client = kit.client();
  const longAgo = new Date(Date.now() - 86_400_000).toISOString();
  client.session.set({ ...kit.server.tokens(), accessTokenExpiresAt: longAgo });

  await client.request(ME, {});

  expect(kit.server.refreshes).toBe(0);
});

test.each(["REFRESH_INVALID", "REFRESH_REUSED"] as const)("%s ends the session", async (code) => {
  const client = kit.client();
  client.session.set(kit.server.tokens());
  const ends: (string | null)[] = [];
  client.session.onChange((_, why) => ends.push(why));
  kit.server.refreshError = code;
  kit.server.validToken = "another";

  await expect(client.request(ME, {})).rejects.toMatchObject({ code });

  expect(ends).toEqual([code]);
  expect(client.session.signedIn).toBe(false);
});

test("a renewal that the network swallowed keeps the session", async () => {
  const client = kit.client();
  client.session.set(kit.server.tokens());
  kit.server.validToken = kit.server.newToken();
  kit.server.httpFaults.push(
    (response) =>
      response.end('{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}'),
    (response) => response.destroy(),
  );

  await expect(client.request(ME, {})).rejects.toMatchObject({ code: "NETWORK_ERROR" });

  expect(client.session.signedIn).toBe(true);
  expect(await client.request(ME, {})).toEqual({ me: "ada" });
});

test("a second client over the same store uses the token that the first one renewed", async () => {
  const store = memoryStore();
  const first = kit.client({ store });
  first.session.set(kit.server.tokens());
  const second = kit.client({ store });
  kit.server.validToken = kit.server.newToken();

  await first.request(ME, {});
  await second.request(ME, {});

  expect(kit.server.refreshes).toBe(1);
});
