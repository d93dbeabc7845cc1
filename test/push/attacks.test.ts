import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { LogoutDocument, RegisterPushTargetDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { freshToken } from "../support/logins.js";
import { signUpAll, type Person } from "../support/people.js";
import { ask as askAs, backend } from "../support/services.js";
import { codeOf, post, until } from "../support/graphql.js";
import { SubscriptionKeys } from "../support/web-push-crypto.js";
import { WebPushService } from "../support/web-push-service.js";
import { browserOf, PUSH, targetsOf, VAPID_PRIVATE_KEY } from "./devices.js";

let app: TestApp;
let strict: TestApp;
let service: WebPushService;
let inside: Server;
let visits = 0;
beforeAll(async () => {
  app = await startApp({ env: PUSH });
  strict = await startApp({ env: { VAPID_PRIVATE_KEY, PUSH_GRACE_SECONDS: "0" } });
  service = await WebPushService.start();
  inside = createServer().on("connection", () => (visits += 1));
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await Promise.all([app.stop(), strict.stop()]);
  await service.stop();
  inside.closeAllConnections();
  await new Promise((resolve) => inside.close(resolve));
});

// localhost is a name: what it leads to is known only once it was looked up.
test.each(["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "[fd00::1]"])(
  "A-190: nothing is pushed to %s, and what leads there is dropped",
  async (host) => {
    const [ada, bob] = (await signUpAll(strict, ["Ada", "Bob"])) as [Person, Person];
    const { port } = inside.address() as AddressInfo;
    const keys = new SubscriptionKeys().shown;
    const wanted = { kind: "WEB" as const, token: `https://${host}:${port}/push`, keys };
    await ask(strict, bob, RegisterPushTargetDocument, wanted);
    await send(strict, ada, await openDirect(strict, ada, bob), "hello");
    await until("it is dropped", async () => (await targetsOf(strict, bob)).length === 0);
    expect(visits).toBe(0);
  },
);

test.each([
  ["token", { token: "http://push.example.com/x" }],
  ["token", { token: "https://a:b@push.example.com/x" }],
  ["token", { token: "no address" }],
  ["keys", { keys: null }],
  ["keys", { keys: { p256dh: Buffer.alloc(65, 4).toString("base64url"), auth: "x" } }],
  ["keys", { keys: { ...new SubscriptionKeys().shown, auth: "AAAA" } }],
])("A-191: a device with a bad %s is refused", async (field, wrong) => {
  const [bob] = (await signUpAll(strict, ["Bob"])) as [Person];
  const keys = new SubscriptionKeys().shown;
  const good = { kind: "WEB" as const, token: "https://push.example.com/x", keys };
  const answer = await post(
    strict.url,
    RegisterPushTargetDocument,
    { ...good, ...wrong },
    bob.token,
  );
  expect(codeOf(answer)).toBe("BAD_USER_INPUT");
  expect(answer.errors?.[0]?.extensions).toMatchObject({ field });
});

test("A-192: a device that somebody else signs in on tells the first one's messages to nobody", async () => {
  const [ada, bob, eve] = (await signUpAll(app, ["Ada", "Bob", "Eve"])) as [Person, Person, Person];
  const phone = await browserOf(app, service, bob);
  const { endpoint: token, keys } = phone;
  const same = { kind: "WEB" as const, token, keys: keys.shown };
  await ask(app, eve, RegisterPushTargetDocument, same);
  expect(await targetsOf(app, bob)).toEqual([]);
  await send(app, ada, await openDirect(app, ada, bob), "for Bob");
  await send(app, ada, await openDirect(app, ada, eve), "for Eve");
  await until("Eve is told", () => phone.taken.length > 0);
  expect(phone.bodies).toEqual(["for Eve"]);
});

test("A-193: a session that has ended is told nothing, and takes its devices along", async () => {
  const [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
  const lost = { ...bob, token: await freshToken(app, bob.email) };
  const [gone, kept] = [await browserOf(app, service, lost), await browserOf(app, service, bob)];
  await ask(app, lost, LogoutDocument);
  expect((await targetsOf(app, bob)).map(({ id }) => id)).toEqual([kept.targetId]);
  await send(app, ada, await openDirect(app, ada, bob), "hello");
  await until("the other is told", () => kept.taken.length === 1);
  expect(gone.came).toEqual([]);
});

test("A-194: who acts for somebody registers no device of theirs", async () => {
  const [bob] = (await signUpAll(app, ["Bob"])) as [Person];
  const shop = await backend(app, ["ACT_AS"]);
  const keys = new SubscriptionKeys().shown;
  const wanted = { kind: "WEB" as const, token: "https://push.example.com/x", keys };
  const answer = await askAs(app, shop.as(bob.id), RegisterPushTargetDocument, wanted);
  expect(codeOf(answer)).toBe("FORBIDDEN");
  expect(await targetsOf(app, bob)).toEqual([]);
});
