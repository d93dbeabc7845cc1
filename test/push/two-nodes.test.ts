import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { LogoutDocument, UpdateMembershipDocument } from "../generated/graphql.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { logIn, signUpAll, type Person } from "../support/people.js";
import { WebPushService } from "../support/web-push-service.js";
import { browserOf, PUSH, type Device } from "./devices.js";

const ROUNDS = 10;

let pair: NodePair;
let service: WebPushService;
let ada: Person;
let bob: Person;
let chat: string;
let phone: Device;

beforeAll(async () => {
  service = await WebPushService.start();
  pair = await startNodePair({ env: PUSH });
  [ada, bob] = (await signUpAll(pair.here, ["Ada", "Bob"])) as [Person, Person];
  chat = await openDirect(pair.here, ada, bob);
  phone = await browserOf(pair.there, service, bob);
});
afterAll(async () => {
  await pair.stop();
  await service.stop();
});

const isTold = (body: string) => (): boolean => phone.bodies.some((told) => told?.endsWith(body));

test.each(["Redis is there", "Redis is away"])(
  "of two nodes one tells a device, each message once and in order: %s",
  async (redis) => {
    if (redis === "Redis is away") await pair.redis.stop();
    for (let round = 0; round < ROUNDS; round += 1)
      await send(round % 2 ? pair.here : pair.there, ada, chat, `${redis} ${round}`);
    await until("the last is told", isTold(`${redis} ${ROUNDS - 1}`));
    const seqs = phone.taken.map(({ data }) => data.seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  },
);

test("what a node remembers of a membership tells a device nothing", async () => {
  const group = await createGroup(pair.here, ada, [bob], "Lunch");
  // Both know the membership as it was.
  for (const [node, body] of [
    [pair.here, "heard here"],
    [pair.there, "heard there"],
  ] as const) {
    await send(node, ada, group, body);
    await until("it is told", isTold(body));
  }
  const muted = { conversationId: group, input: { notify: "NONE" as const } };
  await ask(pair.there, bob, UpdateMembershipDocument, muted);
  await send(pair.here, ada, group, "muted here");
  await send(pair.there, ada, group, "muted there");
  await send(pair.here, ada, chat, "elsewhere");
  await until("another is told", isTold("elsewhere"));
  expect(phone.bodies.filter((body) => body?.includes("muted"))).toEqual([]);
});

test("a device that was signed out at one node is told nothing by the other", async () => {
  const again = { ...bob, ...(await logIn(pair.here, bob.email)) };
  const laptop = await browserOf(pair.here, service, again);
  await send(pair.here, ada, chat, "to both");
  await until("both are told", () =>
    [phone, laptop].every(({ bodies }) => bodies.includes("to both")),
  );
  await ask(pair.there, bob, LogoutDocument);
  await send(pair.here, ada, chat, "to one");
  await until("it is told", () => laptop.bodies.includes("to one"));
  expect(isTold("to one")()).toBe(false);
});
