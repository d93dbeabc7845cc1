import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { toId } from "../../src/platform/core/id.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { Rows } from "../support/rows.js";
import { signUpAll, type Person } from "../support/people.js";
import { WebPushService, type Pushed } from "../support/web-push-service.js";
import { browserOf, PUSH, targetsOf, type Device } from "./devices.js";

let app: TestApp;
let service: WebPushService;
beforeAll(async () => {
  app = await startApp({ env: PUSH });
  service = await WebPushService.start();
});
afterAll(async () => {
  await app.stop();
  await service.stop();
});

async function pair(): Promise<{ ada: Person; bob: Person; chat: string; phone: Device }> {
  const [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
  const phone = await browserOf(app, service, bob);
  return { ada, bob, chat: await openDirect(app, ada, bob), phone };
}

const answering =
  (status: number) =>
  (response: ServerResponse): void =>
    void response.writeHead(status).end();

test.each([404, 410])("a device of which %i is said is told nothing more", async (status) => {
  const { ada, bob, chat, phone } = await pair();
  phone.behave = answering(status);
  await send(app, ada, chat, "one");
  await until("it is gone", async () => (await targetsOf(app, bob)).length === 0);
  const other = await browserOf(app, service, bob);
  await send(app, ada, chat, "two");
  await until("the other is told", () => other.taken.length === 1);
  expect(phone.came).toHaveLength(1);
});

test.each([429, 500, 503])(
  "what is answered by %i comes again, and holds up nobody",
  async (status) => {
    const { ada, bob, chat, phone } = await pair();
    const other = await pair();
    let failures = 0;
    phone.behave = (response, pushed: Pushed) => {
      failures += 1;
      if (failures > 2) return phone.take(response, pushed);
      answering(status)(response);
    };
    await send(app, ada, chat, "one");
    await until("it failed", () => failures > 0);
    expect((await targetsOf(app, bob))[0]?.lastError ?? `HTTP ${status}`).toBe(`HTTP ${status}`);
    await send(app, other.ada, other.chat, "elsewhere");
    await until("another is told", () => other.phone.taken.length === 1);
    await send(app, ada, chat, "two");
    await until("it is told", () => phone.taken.length === 1);
    expect(phone.bodies).toEqual(["two"]);
    await until("nothing is wrong any more", async () => {
      const [target] = await targetsOf(app, bob);
      return target?.lastError === null && target.lastSentAt !== null;
    });
  },
);

test("a device whose address cannot be read holds up nobody", async () => {
  const broken = await pair();
  const other = await pair();
  const rows = await Rows.of(app);
  const { modifiedCount } = await rows
    .collection("push_targets")
    .updateOne({ userId: toId(broken.bob.id) }, { $set: { address: "sealed by nobody" } });
  await rows.close();
  expect(modifiedCount).toBe(1);
  await send(app, broken.ada, broken.chat, "one");
  await send(app, other.ada, other.chat, "elsewhere");
  await until("another is told", () => other.phone.taken.length === 1);
  expect(broken.phone.came).toEqual([]);
});

test("what was taken, and answered by nothing, is not sent again", async () => {
  const { ada, chat, phone } = await pair();
  let first = true;
  phone.behave = (response, pushed) => {
    if (!first) return phone.take(response, pushed);
    first = false;
    phone.taken.push(pushed);
    response.destroy();
  };
  await send(app, ada, chat, "one");
  await until("it came", () => phone.came.length === 1);
  const rows = await Rows.of(app);
  const settled = { _id: `${phone.targetId}/${chat}`, dueAt: null, tryingSeq: null } as object;
  await until(
    "it was decided",
    async () => (await rows.collection("pushes").findOne(settled)) !== null,
  );
  await rows.close();
  await send(app, ada, chat, "two");
  await until("the next came", () => phone.bodies.includes("two"));
  expect(phone.came.map(({ data }) => data.body)).toEqual(["one", "two"]);
});
