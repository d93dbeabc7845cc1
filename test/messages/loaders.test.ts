import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationsDocument,
  HistoryDocument,
  ReceiptsDocument,
  SetReactionDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, send } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let group: string;
let commands = 0;

beforeAll(async () => {
  app = await startApp({ probes: { onCommand: () => (commands += 1) } });
  ann = await signUp(app, "Ann");
  const people = await Promise.all(["Bob", "Cid", "Dan"].map((name) => signUp(app, name)));
  for (let at = 0; at < 12; at += 1) group = await createGroup(app, ann, people, `Group ${at}`);
  const all = [ann, ...people];
  const mentionIds = people.map(({ id }) => id);
  const first = await send(app, ann, group, "first");
  const answer = { body: "answer", mentionIds, replyToId: first.id };
  const answers = await Promise.all(
    Array.from({ length: 49 }, (_, at) => send(app, all[at % all.length]!, group, answer)),
  );
  const reaction = { emoji: "👍", active: true };
  await Promise.all(
    [first, ...answers].map(({ id }) =>
      ask(app, ann, SetReactionDocument, { messageId: id, ...reaction }),
    ),
  );
});
afterAll(() => app.stop());

/** The least of some: workers of the server ask the database now and then, beside the query. */
async function cost(query: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let times = 0; times < 6; times += 1) {
    const before = commands;
    await query();
    counts.push(commands - before);
  }
  return Math.min(...counts);
}

test("a page of 50 messages with all their relations costs as many commands as one of 2", async () => {
  const page = (last: number) =>
    cost(() => ask(app, ann, HistoryDocument, { conversationId: group, last }));
  const [small, large] = [await page(2), await page(50)];
  expect(large).toBe(small);
  expect(large).toBeLessThanOrEqual(12);
  expect(await cost(() => ask(app, ann, ReceiptsDocument, { conversationId: group }))).toBeLessThan(
    12,
  );
});

test("a page of 12 conversations with their last messages and counts costs as many as one of 2", async () => {
  const page = (first: number) => cost(() => ask(app, ann, ConversationsDocument, { first }));
  expect(await page(12)).toBe(await page(2));
});

test("each mutation of a document is answered with what is there after it", async () => {
  const eve = await signUp(app, "Eve");
  const ids = `conversationId: "${group}"`;
  const shown = "{ memberCount members(first: 9) { totalCount nodes { user { name } } } lastSeq }";
  const both = `mutation {
    added: addMembers(${ids}, userIds: ["${eve.id}"]) ${shown}
    removed: removeMember(${ids}, userId: "${eve.id}") ${shown}
  }`;
  const { data } = await post<Record<"added" | "removed", Shown>>(app.url, both, {}, ann.token);
  const { added, removed } = data;
  expect([added.memberCount, added.members.totalCount]).toEqual([5, 5]);
  expect([removed.memberCount, removed.members.totalCount]).toEqual([4, 4]);
  expect(removed.members.nodes.map(({ user }) => user.name)).not.toContain("Eve");
  expect(removed.lastSeq).toBe(added.lastSeq + 1);
});

interface Shown {
  readonly memberCount: number;
  readonly lastSeq: number;
  readonly members: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly user: { readonly name: string } }[];
  };
}
