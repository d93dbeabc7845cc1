import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  ConversationDocument,
  EditMessageDocument,
  LeaveConversationDocument,
  type EditMessageMutationVariables,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, refusal, send } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let cid: Person;
let eve: Person;
let group: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob, cid, eve] = (await Promise.all(
    ["Ann", "Bob", "Cid", "Eve"].map((name) => signUp(app, name)),
  )) as [Person, Person, Person, Person];
});
afterAll(() => app.stop());
beforeEach(async () => {
  group = await createGroup(app, ann, [bob, cid]);
});

const badge = async (person: Person): Promise<number | null | undefined> =>
  (await ask(app, person, ConversationDocument, { id: group })).conversation?.viewerMembership
    ?.unreadMentionCount;
const say = (body: string, people: readonly Person[]) =>
  send(app, ann, group, { body, mentionIds: people.map(({ id }) => id) });
const edit = (id: string, change: Omit<EditMessageMutationVariables, "id">) =>
  ask(app, ann, EditMessageDocument, { id, ...change });

interface Edited {
  readonly before: string;
  readonly after: string;
  readonly bob: number;
  readonly cid: number;
}
const edits: Record<string, Edited> = {
  "the name of one is taken out": { before: "@Bob, @Cid", after: "@Bob", bob: 1, cid: 0 },
  "both are taken out": { before: "@Bob and @Cid", after: "nobody", bob: 0, cid: 0 },
  "another name begins as theirs": { before: "@Bob", after: "@Bobson", bob: 0, cid: 1 },
  "their names never stood there": { before: "you two", after: "you", bob: 1, cid: 1 },
  "the text is all that changes": {
    before: "@Bob @Cid",
    after: "@Bob! @Cid?",
    bob: 1,
    cid: 1,
  },
};
test.each(Object.entries(edits))(
  "a badge goes with the name in the text: %s",
  async (_what, { before, after, ...badges }) => {
    const { id } = await say(before, [bob, cid]);
    expect([await badge(bob), await badge(cid)]).toEqual([1, 1]);
    await edit(id, { body: after });
    expect([await badge(bob), await badge(cid)]).toEqual([badges.bob, badges.cid]);
  },
);

test("an edit that says whom it names adds and takes away, also with the same text", async () => {
  const { id, body } = await say("well", [bob]);
  const named = await edit(id, { body: body ?? "", mentionIds: [cid.id] });
  expect(named.editMessage).toMatchObject({ revision: 3, mentions: [{ id: cid.id }] });
  expect([await badge(bob), await badge(cid)]).toEqual([0, 1]);
  const again = await edit(id, { body: body ?? "", mentionIds: [cid.id] });
  expect(again.editMessage.revision).toBe(3);
  await edit(id, { body: "none", mentionIds: [] });
  expect([await badge(bob), await badge(cid)]).toEqual([0, 0]);
});

test("an edit names members alone, at most 50, and changes nothing else", async () => {
  const { id } = await say("well", [bob]);
  const tries = [[eve.id], ["x"], Array.from({ length: 51 }, (_, at) => `${at}`)];
  for (const mentionIds of tries)
    expect(
      await refusal(app, ann, EditMessageDocument, { id, body: "changed", mentionIds }),
    ).toMatch(/^(BAD_USER_INPUT|NOT_FOUND)$/);
  await ask(app, cid, LeaveConversationDocument, { id: group });
  const left = { id, body: "changed", mentionIds: [cid.id] };
  expect(await refusal(app, ann, EditMessageDocument, left)).toBe("BAD_USER_INPUT");
  expect(await badge(bob)).toBe(1);
});
