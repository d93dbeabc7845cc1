import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  AddMembersDocument,
  ConversationDocument,
  ConversationsDocument,
  DeleteMessageDocument,
  MarkDeliveredDocument,
  MarkReadDocument,
  ReceiptAdvancedDocument,
  ReceiptsDocument,
  UpdateMembershipDocument,
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
  const act = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom("send", "send", "read", "delete", "archive"),
    seq: fc.nat(12),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), async (acts) => {
      const id = await createGroup(app, ann, people);
      const log: { seq: number; counts: boolean; id?: string; by?: Person }[] = [
        { seq: 1, counts: false },
      ];
      const readSeq = [0, 0, 0];
      for (const { who, what, seq } of acts) {
        const person = people[who]!;
        if (what === "send") {
          const sent = await send(app, person, id, "x");
          log.push({ seq: sent.seq, counts: true, id: sent.id, by: person });
          readSeq[who] = sent.seq;
        } else if (what === "delete") {
          const one = log[seq % log.length]!;
          if (!one.counts) continue;
          await ask(app, one.by!, DeleteMessageDocument, { id: one.id! });
          one.counts = false;
        } else if (what === "archive") {
          for (const archived of [true, false])
            await ask(app, person, UpdateMembershipDocument, {
              conversationId: id,
              input: { archived },
            });
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
        const unread = { first: 1, unreadOnly: true };
        const listed = (await ask(app, person, ConversationsDocument, unread)).viewer;
        expect(listed?.conversations.nodes[0]?.id === id).toBe(recount > 0);
      }
    }),
    { numRuns: 8 },
  );
});

test("what is deleted is not unread, on any node, archived or not", async () => {
  const database = `unread-${Date.now()}`;
  const [here, there] = [await startApp({ database }), await startApp({ database })];
  const [dan, eve] = [await signUp(here, "Dan"), await signUp(here, "Eve")];
  const counts = async (node: TestApp) => {
    const { viewer } = await ask(node, eve, ConversationsDocument, { unreadOnly: true });
    const own = viewer?.conversations.nodes[0]?.viewerMembership?.unreadCount ?? 0;
    return [viewer?.unreadCount, viewer?.unreadConversationCount, own];
  };
  const both = (wanted: readonly number[]) =>
    until(`both nodes say ${wanted.join()}`, async () => {
      const found = [await counts(here), await counts(there)];
      return found.every((one) => one.join() === wanted.join());
    });
  const id = await openDirect(here, dan, eve);
  const sent = [await send(here, dan, id, "1"), await send(there, dan, id, "2")];
  sent.push(await send(here, dan, id, "3"));
  await both([3, 1, 3]);
  await ask(there, dan, DeleteMessageDocument, { id: sent[1]!.id });
  await both([2, 1, 2]);
  await ask(here, dan, DeleteMessageDocument, { id: sent[2]!.id });
  await both([1, 1, 1]);
  await ask(there, dan, DeleteMessageDocument, { id: sent[0]!.id });
  await both([0, 0, 0]);
  for (const archived of [true, false])
    await ask(here, eve, UpdateMembershipDocument, { conversationId: id, input: { archived } });
  await both([0, 0, 0]);
  await send(there, dan, id, "4");
  await both([1, 1, 1]);
  await Promise.all([here.stop(), there.stop()]);
});
