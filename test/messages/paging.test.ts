import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MessagesDocument, type MessagesQueryVariables } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, refusal, send } from "../support/conversations.js";
import { fillLog } from "../support/fill.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  conversationId = await openDirect(app, ann, bob);
  const { mongoUri } = app.config;
  await fillLog({ mongoUri, conversationId, senderId: ann.id, count: 230 });
});
afterAll(() => app.stop());

const page = async (variables: Omit<MessagesQueryVariables, "conversationId">) => {
  const { conversation } = await ask(app, bob, MessagesDocument, { conversationId, ...variables });
  const { nodes, pageInfo } = conversation!.messages;
  return { seqs: nodes.map(({ seq }) => seq), nodes, pageInfo };
};
const from = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

/** Others write as long as the pages are turned. */
async function whileOthersWrite<T>(turn: () => Promise<T>): Promise<T> {
  let turning = true;
  const writers = [ann, bob].map(async (person) => {
    while (turning) await send(app, person, conversationId, "meanwhile");
  });
  const result = await turn();
  turning = false;
  await Promise.all(writers);
  return result;
}

test("forward: every message once, in order, though others write", async () => {
  const seqs = await whileOthersWrite(async () => {
    const found: number[] = [];
    for (let after: string | null | undefined = null; found.length < 240;) {
      const { seqs: next, pageInfo } = await page({ first: 17, ...(after && { after }) });
      found.push(...next);
      after = pageInfo.endCursor ?? after;
    }
    return found;
  });
  expect(seqs).toEqual(from(1, seqs.length));
});

test("backward: every message once, in order, though others write", async () => {
  const seqs = await whileOthersWrite(async () => {
    const found: number[] = [];
    for (let before: string | null | undefined = null, more = true; more;) {
      const { seqs: next, pageInfo } = await page({ last: 19, ...(before && { before }) });
      found.unshift(...next);
      [before, more] = [pageInfo.startCursor, pageInfo.hasPreviousPage];
    }
    return found;
  });
  expect(seqs).toEqual(from(1, seqs.length));
});

test("around: the message in the middle, and both ways on from there though others write", async () => {
  const centre = (await page({ first: 100 })).nodes[99]!;
  const around = await whileOthersWrite(() => page({ around: centre.id }));
  expect(around.seqs).toEqual(from(75, 50));
  expect(around.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  const { startCursor, endCursor } = around.pageInfo;
  expect((await page({ last: 10, before: startCursor! })).seqs).toEqual(from(65, 10));
  expect((await page({ first: 10, after: endCursor! })).seqs).toEqual(from(125, 10));
  expect((await page({ first: 100, after: startCursor!, before: endCursor! })).seqs).toEqual(
    from(76, 48),
  );
  const first = (await page({ first: 1 })).nodes[0]!;
  expect((await page({ around: first.id })).seqs).toEqual(from(1, 50));
});

test("aroundSeq: a position in the middle, and the nearer end where there is none such", async () => {
  expect((await page({ aroundSeq: 100 })).seqs).toEqual(from(75, 50));
  expect((await page({ aroundSeq: 0 })).seqs).toEqual(from(1, 50));
  const beyond = await page({ aroundSeq: 1_000_000 });
  expect(beyond.seqs).toEqual((await page({ last: 50 })).seqs);
  expect(beyond.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
});

test("only one of first, last, around and aroundSeq, from 1 to 100, with a cursor of this list", async () => {
  const refused = (variables: object) =>
    refusal(app, bob, MessagesDocument, { conversationId, ...variables });
  for (const wrong of [
    { first: 0 },
    { first: 101 },
    { last: -1 },
    { first: 1, last: 1 },
    { after: "x" },
    { aroundSeq: -1 },
    { aroundSeq: 1, last: 1 },
  ])
    expect(await refused(wrong)).toBe("BAD_USER_INPUT");
  expect(await refused({ around: "000000000000000000000000" })).toBe("NOT_FOUND");
});
