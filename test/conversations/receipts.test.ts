import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  AddMembersDocument,
  ConversationDocument,
  ConversationsDocument,
  MarkDeliveredDocument,
  MarkReadDocument,
  ReceiptAdvancedDocument,
  ReceiptsDocument,
  type ReceiptAdvancedSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

type Advance = ReceiptAdvancedSubscription["receiptAdvanced"];

let app: TestApp;
let ann: Person;
let bob: Person;
let cid: Person;

beforeAll(async () => {
  app = await startApp();
  [ann, bob, cid] = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Cid")];
});
afterAll(() => app.stop());

const read = (person: Person, conversationId: string, seq: number) =>
  ask(app, person, MarkReadDocument, { conversationId, seq }).then(({ markRead }) => markRead);
const own = async (person: Person, id: string) =>
  (await ask(app, person, ConversationDocument, { id })).conversation?.viewerMembership;
const receipts = async (person: Person, conversationId: string) =>
  (await ask(app, person, ReceiptsDocument, { conversationId })).conversation?.messages.nodes.map(
    ({ status, readBy }) => [status, readBy.nodes.map(({ id }) => id)],
  );

test("positions never go back, never pass the head, and read implies delivered", async () => {
  const id = await openDirect(app, ann, bob);
  for (let at = 0; at < 5; at += 1) await send(app, ann, id, `${at}`);
  expect(await read(bob, id, 3)).toMatchObject({ readSeq: 3, deliveredSeq: 3, unreadCount: 2 });
  expect(await read(bob, id, 1)).toMatchObject({ readSeq: 3, unreadCount: 2 });
  expect(await read(bob, id, 99)).toMatchObject({ readSeq: 5, unreadCount: 0 });
  const input = { conversationId: id, seq: 2 };
  const delivered = await ask(app, bob, MarkDeliveredDocument, input);
  expect(delivered.markDelivered).toMatchObject({ readSeq: 5, deliveredSeq: 5 });
  expect(await refusal(app, bob, MarkReadDocument, { conversationId: id, seq: -1 })).toBe(
    "BAD_USER_INPUT",
  );
  expect(await refusal(app, cid, MarkReadDocument, input)).toBe("NOT_FOUND");
});

test("sending reads up to one's own message, at once", async () => {
  const id = await createGroup(app, ann, [bob, cid]);
  for (const person of [ann, cid, ann]) await send(app, person, id, "x");
  expect(await own(bob, id)).toMatchObject({ unreadCount: 3 });
  const mine = await send(app, bob, id, "mine");
  expect(await own(bob, id)).toMatchObject({ unreadCount: 0, readSeq: mine.seq });
  expect(await own(ann, id)).toMatchObject({ unreadCount: 1 });
});

test("a message is delivered and read once all others have come so far", async () => {
  const id = await createGroup(app, ann, [bob, cid]);
  const message = await send(app, ann, id, "all?");
  const last = async () => (await receipts(ann, id))?.at(-1);
  expect(await last()).toEqual(["SENT", []]);
  for (const person of [bob, cid])
    await ask(app, person, MarkDeliveredDocument, { conversationId: id, seq: message.seq });
  expect(await last()).toEqual(["DELIVERED", []]);
  await read(bob, id, message.seq);
  expect(await last()).toEqual(["DELIVERED", [bob.id]]);
  await read(cid, id, message.seq);
  expect(await last()).toEqual(["READ", [bob.id, cid.id]]);
  // Somebody who comes later is no recipient of it.
  const dan = await signUp(app, "Dan");
  await ask(app, ann, AddMembersDocument, { conversationId: id, userIds: [dan.id] });
  expect((await receipts(ann, id))?.at(-2)).toEqual(["READ", [bob.id, cid.id]]);
});

test("unread mentions are counted apart, until read or deleted", async () => {
  const id = await createGroup(app, ann, [bob, cid]);
  const mention = (people: Person[]) =>
    send(app, ann, id, { body: "you", mentionIds: people.map((one) => one.id) });
  await mention([bob]);
  await mention([bob, cid]);
  await mention([cid]);
  expect(await own(bob, id)).toMatchObject({ unreadCount: 3, unreadMentionCount: 2 });
  await read(bob, id, 2);
  expect(await own(bob, id)).toMatchObject({ unreadCount: 2, unreadMentionCount: 1 });
  expect(await own(cid, id)).toMatchObject({ unreadCount: 3, unreadMentionCount: 2 });
  const hidden = await ask(app, ann, ConversationDocument, { id });
  const others = hidden.conversation?.members.nodes.filter(({ user }) => user.id !== ann.id);
  for (const other of others ?? [])
    expect(other).toMatchObject({ unreadCount: null, unreadMentionCount: null, archived: null });
});

test("receiptAdvanced tells the others, and one's own other sessions", async () => {
  const id = await openDirect(app, ann, cid);
  const [listening, elsewhere] = [ann, cid].map(
    (person) =>
      new Collector<Advance>({
        url: app.url,
        token: person.token,
        document: ReceiptAdvancedDocument,
        variables: { conversationId: id },
      }),
  );
  await until("both listen", async () => {
    await send(app, ann, id, "x");
    await read(cid, id, 1_000);
    return [listening, elsewhere].every((one) =>
      one!.items.some(({ userId }) => userId === cid.id),
    );
  });
  const { seq } = await send(app, ann, id, "last");
  await read(cid, id, seq);
  for (const { items } of [listening!, elsewhere!])
    await until("advanced", () =>
      items.some((one) => one.userId === cid.id && one.readSeq === seq && one.deliveredSeq === seq),
    );
  listening!.close();
  elsewhere!.close();
});

test("unread is what a recount of the log says, whatever people do", async () => {
  const people = [ann, bob, cid];
  const act = fc.record({ who: fc.nat(2), what: fc.constantFrom("send", "read"), seq: fc.nat(12) });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), async (acts) => {
      const id = await createGroup(app, ann, people);
      const log: { seq: number; counts: boolean }[] = [{ seq: 1, counts: false }];
      const readSeq = [0, 0, 0];
      for (const { who, what, seq } of acts) {
        const person = people[who]!;
        if (what === "send") {
          const sent = await send(app, person, id, "x");
          log.push({ seq: sent.seq, counts: true });
          readSeq[who] = sent.seq;
        } else {
          await read(person, id, seq);
          readSeq[who] = Math.max(readSeq[who]!, Math.min(seq, log.length));
        }
      }
      for (const [who, person] of people.entries()) {
        const recount = log.filter((one) => one.counts && one.seq > readSeq[who]!).length;
        expect(await own(person, id)).toMatchObject({ unreadCount: recount });
        const { viewer } = await ask(app, person, ConversationsDocument, { first: 1 });
        expect(viewer?.conversations.nodes[0]).toMatchObject({
          id,
          viewerMembership: { unreadCount: recount },
        });
      }
    }),
    { numRuns: 8 },
  );
});
