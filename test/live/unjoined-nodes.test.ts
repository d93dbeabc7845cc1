import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MessageReceivedDocument, type MessageReceivedSubscription } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";

/** Two nodes that an operator has forgotten to join by a Redis. */
let here: TestApp;
let there: TestApp;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  const database = `unjoined-${randomUUID().slice(0, 8)}`;
  [here, there] = [await startApp({ database }), await startApp({ database })];
  [ann, bob] = (await signUpAll(here, ["Ann", "Bob"])) as [Person, Person];
});
afterAll(() => Promise.all([here.stop(), there.stop()]));

async function faults(): Promise<string> {
  const page = await fetch(`${there.origin}/metrics`);
  return page.text();
}

test("a group that somebody is added to elsewhere comes, and the operator is told what is missing", async () => {
  const events = new Collector<MessageReceivedSubscription["messageReceived"]>({
    url: there.url,
    token: bob.token,
    document: MessageReceivedDocument,
  });
  await until("somebody follows", () => there.open().subscriptions === 1);
  const group = await createGroup(here, ann, [bob]);
  await send(here, ann, group, "first");
  await until("it has come", () => events.items.length >= 2);
  await send(here, ann, group, "second");
  await until("the next one has come", () => events.items.length >= 3);
  expect(events.items.map((one) => "body" in one && one.body)).toEqual([
    "Group",
    "first",
    "second",
  ]);
  expect(await faults()).toMatch(/no REDIS_URL joins them"\} [1-9]/);
  events.close();
});
