import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ConversationDocument,
  LeaveConversationDocument,
  RemoveMemberDocument,
  SetMemberRoleDocument,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, refusal } from "../support/conversations.js";
import { startNodes, type Nodes } from "../support/nodes.js";
import type { Person } from "../support/people.js";

const ROUNDS = Number(process.env["OWNER_ROUNDS"] ?? 3);

let nodes: Nodes;
let ann: Person;
let bob: Person;
let cleo: Person;

beforeAll(async () => {
  nodes = await startNodes(["Ann", "Bob", "Cleo"]);
  [ann, bob, cleo] = nodes.people as [Person, Person, Person];
});
afterAll(() => nodes.stop());

type Act = (node: TestApp, id: string, actor: Person, other: Person) => Promise<string | null>;
const demote: Act = (node, conversationId, actor, { id: userId }) =>
  refusal(node, actor, SetMemberRoleDocument, { conversationId, userId, role: "MEMBER" });
const remove: Act = (node, conversationId, actor, { id: userId }) =>
  refusal(node, actor, RemoveMemberDocument, { conversationId, userId });
const leave: Act = (node, id, actor) => refusal(node, actor, LeaveConversationDocument, { id });

const ACTS = { demote, remove, leave };
const NAMES = Object.keys(ACTS) as (keyof typeof ACTS)[];
const PAIRS = NAMES.flatMap((one, at) => NAMES.slice(at).map((other) => [one, other] as const));

test.each(PAIRS)(
  "two owners who %s and %s each other at the same time on two nodes leave a group with an owner",
  async (one, other) => {
    const { here, there } = nodes;
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await createGroup(here, ann, [bob, cleo]);
      const raise = { conversationId: id, userId: bob.id, role: "OWNER" as const };
      await ask(there, ann, SetMemberRoleDocument, raise);
      await Promise.all([ACTS[one](here, id, ann, bob), ACTS[other](there, id, bob, ann)]);
      for (const node of [here, there]) {
        const { conversation } = await ask(node, cleo, ConversationDocument, { id });
        const roles = conversation?.members.nodes.map(({ role }) => role);
        expect(roles).toContain("OWNER");
      }
    }
  },
  30_000 + ROUNDS * 2_000,
);
