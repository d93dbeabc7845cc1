import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  HistoryDocument,
  RemoveMemberDocument,
  SendMessageDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, refusal, send } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";

/** Two nodes that do not hear of each other: only the log can tell one what the other wrote. */
let here: TestApp;
let there: TestApp;
let ann: Person;
let bob: Person;
let group: string;
const commands: string[] = [];

beforeAll(async () => {
  const database = `members-${randomUUID().slice(0, 8)}`;
  const onCommand = (name: string, command: object): void => {
    commands.push(`${name} ${String((command as Record<string, unknown>)[name])}`);
  };
  [here, there] = [
    await startApp({ database, probes: { onCommand } }),
    await startApp({ database }),
  ];
  [ann, bob] = [await signUp(here, "Ann"), await signUp(here, "Bob")];
});
afterAll(() => Promise.all([here.stop(), there.stop()]));

const remove = (node: TestApp) =>
  ask(node, ann, RemoveMemberDocument, { conversationId: group, userId: bob.id });
const add = (node: TestApp) =>
  ask(node, ann, AddMembersDocument, { conversationId: group, userIds: [bob.id] });
const trySending = (node: TestApp) => {
  const input = { conversationId: group, clientMessageId: randomUUID(), body: "late" };
  return refusal(node, bob, SendMessageDocument, { input });
};

test("whoever writes again is not looked up again", async () => {
  group = await createGroup(here, ann, [bob]);
  for (let times = 0; times < 3; times += 1) await send(here, bob, group, "hello");
  const sendings: string[][] = [];
  for (let times = 0; times < 5; times += 1) {
    commands.length = 0;
    await send(here, bob, group, "again");
    sendings.push([...commands]);
  }
  // The person is for the answer. What brings the derived rows up to date may fall into one of them.
  expect(sendings).toContainEqual(["insert messages", "find users"]);
});

test("whoever was put out on another node writes no more, though this node has not heard of it", async () => {
  group = await createGroup(here, ann, [bob]);
  for (let round = 0; round < 10; round += 1) {
    // Some rounds ask the row each time, as this node has noticed that it does not write alone.
    for (let times = 0; times < 3; times += 1) await send(here, bob, group, "member");
    await remove(there);
    expect(await trySending(here)).toBe("NOT_FOUND");
    await add(round % 2 ? here : there);
  }
});

test("where sending and putting out race, no message stands behind the entry that put out", async () => {
  for (let round = 0; round < 10; round += 1) {
    group = await createGroup(here, ann, [bob]);
    await send(here, bob, group, "member");
    await send(here, bob, group, "known");
    const racing = [trySending(here), trySending(here), remove(round % 2 ? here : there)];
    await Promise.all([...racing, trySending(here), trySending(here)]);
    const { conversation } = await ask(here, ann, HistoryDocument, {
      conversationId: group,
      last: 50,
    });
    const bodies = conversation!.messages.nodes.map(({ systemEvent, body }) => systemEvent ?? body);
    expect(bodies.slice(bodies.indexOf("MEMBER_REMOVED") + 1)).toEqual([]);
  }
});
