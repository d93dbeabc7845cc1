import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  MessageReceivedDocument,
  RemoveMemberDocument,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { ask, createGroup, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { startNodes, type Nodes } from "../support/nodes.js";
import type { Person } from "../support/people.js";

const ROUNDS = Number(process.env["REJOIN_ROUNDS"] ?? 20);

let nodes: Nodes;
let ann: Person;
let bob: Person;
const open: Collector<MessagePartsFragment>[] = [];

beforeAll(async () => {
  nodes = await startNodes(["Ann", "Bob"]);
  [ann, bob] = nodes.people as [Person, Person];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await nodes.stop();
});

test("who is put out and taken back at once hears what is said then", async () => {
  const { here, there } = nodes;
  const conversationId = await createGroup(here, ann, [bob]);
  const url = there.url;
  const listener = new Collector<MessagePartsFragment>({
    ...{ url, token: bob.token, document: MessageReceivedDocument },
  });
  open.push(listener);
  await until("Bob listens", () => there.open().live === 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    // By turns: what one node writes, the other hears of by hints that may overtake each other.
    await ask(here, ann, RemoveMemberDocument, { conversationId, userId: bob.id });
    const node = round % 2 ? here : there;
    await ask(node, ann, AddMembersDocument, { conversationId, userIds: [bob.id] });
    const body = `round ${round}`;
    await send(round % 3 ? here : there, ann, conversationId, body);
    await until(body, () => listener.items.some((one) => one.body === body));
  }
  expect(listener.errors).toEqual([]);
  const seqs = listener.items.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
});
