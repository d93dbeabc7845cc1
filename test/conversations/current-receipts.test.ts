import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createGroup, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { asked } from "../viewer-log/world.js";

interface Advance {
  readonly userId: string;
  readonly membershipId: string;
  readonly readSeq: number;
}

let pair: NodePair;
let ann: Person;
let bob: Person;
let cid: Person;
let id: string;
beforeAll(async () => {
  pair = await startNodePair();
  [ann, bob] = [await signUp(pair.here, "Ann"), await signUp(pair.there, "Bob")];
  cid = await signUp(pair.here, "Cid");
  id = await createGroup(pair.here, ann, [bob, cid]);
  for (const body of ["1", "2", "3"]) await send(pair.here, ann, id, body);
});
afterAll(() => pair.stop());

const follow = (person: Person, conversationId = id): Collector<Advance> =>
  new Collector<Advance>({
    ...{ url: pair.there.url, token: person.token, variables: { conversationId } },
    document: `subscription ($conversationId: ID) {
      receiptAdvanced(conversationId: $conversationId, current: true) { userId membershipId readSeq }
    }`,
  });
const read = (person: Person, seq: number): Promise<unknown> =>
  asked(
    pair.here.url,
    person,
    `mutation { markRead(conversationId: "${id}", seq: ${seq}) { id } }`,
  );
const positions = ({ items }: Collector<Advance>): Record<string, number> =>
  Object.fromEntries(items.map(({ userId, readSeq }) => [userId, readSeq]));

test("begins with how far each member is, as read on another node meanwhile, and goes on", async () => {
  await read(bob, 2);
  const feed = follow(ann);
  await until("all are told", () => Object.keys(positions(feed)).length === 3);
  expect(positions(feed)).toMatchObject({ [ann.id]: 4, [bob.id]: 2 });
  const { conversation } = await asked(
    ...([pair.here.url, ann] as const),
    `{ conversation(id: "${id}") { members { nodes { id user { id } } } } }`,
  );
  const { nodes } = (conversation as { members: { nodes: { id: string; user: { id: string } }[] } })
    .members;
  for (const { userId, membershipId } of feed.items)
    expect(nodes).toContainEqual({ id: membershipId, user: { id: userId } });
  await read(bob, 4);
  await until("it goes on", () => positions(feed)[bob.id] === 4);
  feed.close();
});

test("A-195: whoever hides receipts is not in what it begins with, nor anybody to a stranger", async () => {
  await asked(
    ...([pair.here.url, cid] as const),
    "mutation { updateSettings(input: { readReceipts: NOBODY }) { id } }",
  );
  const feed = follow(ann);
  await until("the others are told", () => Object.keys(positions(feed)).length === 2);
  // A later event comes behind all that it begins with.
  await send(pair.here, bob, id, "4");
  await until("it goes on", () => (positions(feed)[bob.id] ?? 0) >= 5);
  expect(positions(feed)).not.toHaveProperty(cid.id);
  feed.close();
  const eve = await signUp(pair.here, "Eve");
  const refused = follow(eve);
  await until("a stranger is refused", () => refused.errors.length > 0);
  expect(refused).toMatchObject({ items: [], errors: [{ extensions: { code: "NOT_FOUND" } }] });
  refused.close();
});

test("of all conversations it begins with nothing, and says so", async () => {
  const feed = follow(ann, null as never);
  await until("it is refused", () => feed.errors.length > 0);
  expect(feed.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "current" } }]);
  feed.close();
});
