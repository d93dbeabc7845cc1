import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, send } from "../support/conversations.js";
import { codeOf, Collector, post, until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";

/** Two nodes that hear nothing of each other: what one of them remembers is old. */
let here: TestApp;
let there: TestApp;
let ann: Person;
let bob: Person;
let group: string;
/** By Bob, at 2, 3 and 4; at 5 Ann answers the second. */
let ids: string[];

beforeAll(async () => {
  const database = `cleared-${randomUUID().slice(0, 8)}`;
  [here, there] = [await startApp({ database }), await startApp({ database })];
  [ann, bob] = (await signUpAll(here, ["Ann", "Bob"])) as [Person, Person];
});
afterAll(() => Promise.all([here.stop(), there.stop()]));
beforeEach(async () => {
  group = await createGroup(here, ann, [bob]);
  ids = [];
  for (const body of ["one", "two", "three"]) ids.push((await send(there, bob, group, body)).id);
  await ask(there, ann, `mutation { setPinned(messageId: "${ids[1]}", pinned: true) { id } }`);
  ids.push((await send(there, ann, group, { body: "yes", replyToId: ids[1] ?? "" })).id);
});

interface Message {
  readonly seq: number;
}
interface Shown {
  readonly conversation: {
    readonly messages: {
      readonly nodes: readonly (Message & { readonly replyTo: Message | null })[];
    };
    readonly around: { readonly nodes: readonly Message[] };
    readonly changes: { readonly nodes: readonly Message[] };
    readonly pinnedMessages: { readonly nodes: readonly Message[] };
    readonly lastMessage: Message | null;
    readonly viewerMembership: { readonly clearedSeq: number | null; readonly unreadCount: number };
    readonly members: { readonly nodes: readonly { readonly clearedSeq: number | null }[] };
  };
  readonly nodes: readonly (Message | null)[];
}

async function ask<T>(node: TestApp, person: Person, text: string): Promise<T> {
  const { data, errors } = await post<T>(node.url, text, {}, person.token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const shown = (node: TestApp, person: Person): Promise<Shown> =>
  ask(
    node,
    person,
    `{ conversation(id: "${group}") {
        messages(first: 50) { nodes { seq replyTo { seq } } }
        around: messages(aroundSeq: 2) { nodes { seq } }
        changes(afterRevision: 0) { nodes { seq } }
        pinnedMessages { nodes { seq } }
        lastMessage { seq }
        viewerMembership { clearedSeq unreadCount }
        members { nodes { clearedSeq } } }
      nodes(ids: ${JSON.stringify(ids)}) { ... on Message { seq } } }`,
  );
const clear = (node: TestApp, seq: number | null) =>
  post(
    node.url,
    `mutation { updateMembership(conversationId: "${group}", input: { clearedSeq: ${seq} }) { clearedSeq readSeq } }`,
    {},
    ann.token,
  );
const seqs = ({ nodes }: { readonly nodes: readonly Message[] }): number[] =>
  nodes.map(({ seq }) => seq);

test("what somebody clears is shown to them nowhere, on no node, and to the others as before", async () => {
  await shown(there, ann);
  expect((await clear(here, 4)).data).toEqual({ updateMembership: { clearedSeq: 4, readSeq: 5 } });
  const { conversation, nodes } = await shown(there, ann);
  expect(conversation.messages.nodes).toEqual([{ seq: 5, replyTo: null }]);
  for (const list of ["around", "changes"] as const) expect(seqs(conversation[list])).toEqual([5]);
  expect(conversation.pinnedMessages.nodes).toEqual([]);
  expect(conversation.lastMessage).toEqual({ seq: 5 });
  expect(nodes).toEqual([null, null, null, { seq: 5 }]);

  const bobs = await shown(there, bob);
  expect(seqs(bobs.conversation.messages)).toEqual([1, 2, 3, 4, 5]);
  expect(bobs.conversation.members.nodes).toEqual([{ clearedSeq: null }, { clearedSeq: null }]);
});

test("all of it can be cleared, counts as read, and can be shown again", async () => {
  const { seq } = await send(there, bob, group, "unread");
  await clear(here, seq);
  const { conversation } = await shown(there, ann);
  expect(conversation).toMatchObject({ messages: { nodes: [] }, lastMessage: null });
  expect(conversation.viewerMembership).toEqual({ clearedSeq: seq, unreadCount: 0 });
  await clear(there, null);
  expect(seqs((await shown(here, ann)).conversation.messages)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a position that is not there is refused, and clears nothing", async () => {
  for (const seq of [-1, 6, 2 ** 31 - 1]) {
    expect(codeOf(await clear(here, seq))).toBe("BAD_USER_INPUT");
    expect((await shown(here, ann)).conversation.viewerMembership.clearedSeq).toBeNull();
  }
});

interface Event {
  readonly message?: Message;
}

function follow(node: TestApp, since?: number): Collector<Event> {
  const from =
    since === undefined ? "" : `(since: [{ conversationId: "${group}", revision: ${since} }])`;
  const document = `subscription { conversationEvents${from} {
    __typename ... on MessageChanged { message { seq } } } }`;
  return new Collector({ url: node.url, token: ann.token, document });
}

const given = ({ items }: Collector<Event>): (number | undefined)[] =>
  items.map(({ message }) => message?.seq);

/** What comes of Bob's changing a message that is cleared, before his next one does. */
async function toldOfChange(events: Collector<Event>, body: string): Promise<boolean> {
  const before = events.items.length;
  await ask(there, bob, `mutation { editMessage(id: "${ids[0]}", body: "${body}") { id } }`);
  const { seq } = await send(there, bob, group, "next");
  await until("the next one comes", () => given(events).includes(seq));
  return given(events).slice(before).includes(2);
}

test("an open subscription tells no more of what is cleared, here at once, and on a node that hears of nothing soon", async () => {
  const followed = [follow(here), follow(there)] as const;
  for (const events of followed) await until("it has begun", () => events.items.length > 0);
  for (const events of followed) expect(await toldOfChange(events, randomUUID())).toBe(true);
  await clear(here, 4);
  expect(await toldOfChange(followed[0], randomUUID())).toBe(false);
  await until("it is so there", async () => !(await toldOfChange(followed[1], randomUUID())));
  for (const events of followed) events.close();
});

test("who comes back is given nothing of what they cleared", async () => {
  await clear(here, 4);
  const events = follow(there, 0);
  await until("it has caught up", () => given(events).length > 1);
  // Behind the last one stands that it has caught up.
  expect(given(events)).toEqual([5, undefined]);
  events.close();
});
