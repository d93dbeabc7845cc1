import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AddMembersDocument,
  ConversationDocument,
  EditMessageDocument,
  OpenDirectConversationDocument,
  PresenceDocument,
  ReceiptsDocument,
  SendMessageDocument,
  SetBlockedDocument,
  SetTypingDocument,
  UpdateSettingsDocument,
  MarkReadDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  app = await startApp({ limits: { sendsPerSecond: 0.1, sendBurst: 30 } });
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
});
afterAll(() => app.stop());

test("a burst of 30 messages passes, then the sender is told how long to wait", async () => {
  const cid = await signUp(app, "Cid");
  const conversationId = await openDirect(app, cid, ann);
  const results = await Promise.all(
    Array.from({ length: 35 }, () =>
      post(
        app.url,
        SendMessageDocument,
        { input: { conversationId, clientMessageId: randomUUID(), body: "x" } },
        cid.token,
      ),
    ),
  );
  const refused = results.flatMap(({ errors }) => errors ?? []);
  expect(refused).toHaveLength(5);
  for (const { extensions } of refused) {
    expect(extensions).toMatchObject({ code: "RATE_LIMITED", limit: 30 });
    expect(extensions["retryAfterMs"]).toBeLessThanOrEqual(300_000);
  }
});

test("a block stops direct messages, edits and typing both ways, groups only when they are made", async () => {
  const dan = await signUp(app, "Dan");
  const direct = await openDirect(app, ann, dan);
  const group = await createGroup(app, ann, [dan]);
  const { id } = await send(app, dan, direct, "before");
  const block = (blocked: boolean) =>
    ask(app, ann, SetBlockedDocument, { userId: dan.id, blocked });
  await block(true);
  for (const person of [ann, dan]) {
    const input = { conversationId: direct, clientMessageId: randomUUID(), body: "x" };
    expect(await refusal(app, person, SendMessageDocument, { input })).toBe("BLOCKED");
    const typing = { conversationId: direct, active: true };
    expect(await refusal(app, person, SetTypingDocument, typing)).toBe("BLOCKED");
    await send(app, person, group, "in the group");
  }
  expect(await refusal(app, dan, EditMessageDocument, { id, body: "sneaked in" })).toBe("BLOCKED");
  const other = await createGroup(app, ann, []);
  const adding = { conversationId: other, userIds: [dan.id] };
  expect(await refusal(app, ann, AddMembersDocument, adding)).toBe("BLOCKED");
  const eve = await signUp(app, "Eve");
  await ask(app, ann, SetBlockedDocument, { userId: eve.id, blocked: true });
  expect(await refusal(app, eve, OpenDirectConversationDocument, { userId: ann.id })).toBe(
    "BLOCKED",
  );
  await block(false);
  await send(app, dan, direct, "after");
});

test("whoever hides receipts and presence is seen without them by others, with them by themselves", async () => {
  const id = await openDirect(app, ann, bob);
  const { seq } = await send(app, ann, id, "read?");
  const look = async (person: Person) => {
    const { conversation } = await ask(app, person, ConversationDocument, { id });
    return conversation?.members.nodes.find(({ user }) => user.id === bob.id)?.readSeq;
  };
  const status = async () =>
    (await ask(app, ann, ReceiptsDocument, { conversationId: id })).conversation?.messages.nodes.at(
      -1,
    );
  const presence = async () => {
    const { nodes } = await ask(app, ann, PresenceDocument, { ids: [bob.id] });
    return nodes[0]?.__typename === "User" ? nodes[0].presence : undefined;
  };
  await ask(app, bob, MarkReadDocument, { conversationId: id, seq });
  expect(await look(ann)).toBe(seq);
  expect(await status()).toMatchObject({ status: "READ", readBy: { nodes: [{ id: bob.id }] } });
  expect(await presence()).not.toBeNull();
  const hide = (audience: "NOBODY" | "CONTACTS") =>
    ask(app, bob, UpdateSettingsDocument, {
      input: { readReceipts: audience, lastSeen: audience },
    });
  for (const audience of ["NOBODY", "CONTACTS"] as const) {
    await hide(audience);
    expect(await look(ann)).toBeNull();
    expect(await look(bob)).toBe(seq);
    expect(await status()).toMatchObject({ status: "SENT", readBy: { nodes: [] } });
    expect(await presence()).toBeNull();
  }
});
