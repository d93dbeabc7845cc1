import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationEventsDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  SetPinnedDocument,
  SetReactionDocument,
  type ConversationEventsSubscription,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { brokenLogs } from "../support/log-invariants.js";
import { startNodes, type Nodes } from "../support/nodes.js";
import type { Person } from "../support/people.js";

type Event = ConversationEventsSubscription["conversationEvents"];

/** How often each change is tried: `CHANGE_ROUNDS=200 npm test -- test/log/changed-elsewhere`. */
const ROUNDS = Number(process.env["CHANGE_ROUNDS"] ?? 3);

let nodes: Nodes;
let ann: Person;
let bob: Person;
const open: Collector<Event>[] = [];

beforeAll(async () => {
  nodes = await startNodes(["Ann", "Bob"]);
  [ann, bob] = nodes.people as [Person, Person];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await nodes.stop();
});

async function follow(node: TestApp, conversationId: string): Promise<readonly Event[]> {
  const collector = new Collector<Event>({
    ...{ url: node.url, token: bob.token, document: ConversationEventsDocument },
    variables: { conversationId, since: [{ conversationId, revision: 0 }] },
  });
  open.push(collector);
  const { items } = collector;
  await until("caught up", () => items.some(({ __typename }) => __typename === "CaughtUp"));
  return items;
}

type Change = (node: TestApp, id: string) => Promise<{ readonly revision: number }>;
const CHANGES: Record<string, Change> = {
  edit: async (node, id) =>
    (await ask(node, ann, EditMessageDocument, { id, body: "other" })).editMessage,
  deletion: async (node, id) => (await ask(node, ann, DeleteMessageDocument, { id })).deleteMessage,
  reaction: async (node, messageId) =>
    (await ask(node, ann, SetReactionDocument, { messageId, emoji: "👍", active: true }))
      .setReaction,
  pin: async (node, messageId) =>
    (await ask(node, ann, SetPinnedDocument, { messageId, pinned: true })).setPinned,
};

/** How many messages the other node wrote, the changed one the last, since this one looked. */
for (const ahead of [1, 2, 5])
  test.each(Object.entries(CHANGES))(
    `%s of a message of another node, which is ${ahead} ahead, reaches everybody`,
    async (_, change) => {
      const { here, there } = nodes;
      for (let round = 0; round < ROUNDS; round += 1) {
        const id = await createGroup(here, ann, []);
        await send(here, ann, id, "known here");
        let message = await send(there, ann, id, "first");
        for (let at = 1; at < ahead; at += 1) message = await send(there, ann, id, `${at}`);
        const { revision } = await change(here, message.id);
        expect(revision).toBeGreaterThan(message.revision);
      }
      expect(await brokenLogs(here.config.mongoUri)).toEqual([]);
    },
    30_000 + ROUNDS * 1_000,
  );

test("what several nodes change by turns comes to live readers and to those who resume", async () => {
  const { here, there } = nodes;
  const id = await openDirect(here, ann, bob);
  const live = [await follow(here, id), await follow(there, id)];
  const first = await send(here, ann, id, "known here");
  let last = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const message = await send(there, ann, id, `message ${round}`);
    for (const [change, node] of [
      [CHANGES["pin"], here],
      [CHANGES["edit"], there],
      [CHANGES["reaction"], here],
      [CHANGES["deletion"], here],
    ] as const)
      last = (await change!(node, message.id)).revision;
  }
  live.push(await follow(there, id));
  const at = (events: readonly Event[]): number =>
    Math.max(...events.map((one) => (one.__typename === "MessageChanged" ? one.revision : 0)));
  await until("everybody has the last change", () => live.every((one) => at(one) === last));
  expect(last).toBe(first.revision + 5 * ROUNDS);
});
