import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  ConversationDocument,
  DeleteMessageDocument,
  MarkDeliveredDocument,
  MarkReadDocument,
  SetBlockedDocument,
  SetPinnedDocument,
  SetTypingDocument,
  TypingChangedDocument,
  TypingDocument,
  type TypingChangedSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { Rows } from "../support/rows.js";
import { freePort } from "../../scripts/database/port.js";

let redis: RedisServer;
let here: TestApp;
let there: TestApp;
let rows: Rows;
let ann: Person;
let bob: Person;
let id: string;
/** Bob's own, one of them pinned, and one by Ann. */
let own: string;
let pinned: string;
let hers: string;

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const shared = { database: `blocked-${randomUUID().slice(0, 8)}`, env: { REDIS_URL: redis.url } };
  [here, there] = [await startApp(shared), await startApp(shared)];
  rows = await Rows.of(here);
}, 120_000);
afterAll(async () => {
  await rows.close();
  await Promise.all([here.stop(), there.stop()]);
  await redis.stop();
});
beforeEach(async () => {
  [ann, bob] = [await signUp(here, "Ann"), await signUp(here, "Bob")];
  id = await openDirect(here, ann, bob);
  own = (await send(there, bob, id, "mine")).id;
  pinned = (await send(there, bob, id, "pinned")).id;
  await ask(there, bob, SetPinnedDocument, { messageId: pinned, pinned: true });
  hers = (await send(here, ann, id, "hers")).id;
});

const block = (blocked: boolean) => ask(here, ann, SetBlockedDocument, { userId: bob.id, blocked });
const attempts: Record<string, () => Promise<string | null>> = {
  pins: () => refusal(there, bob, SetPinnedDocument, { messageId: hers, pinned: true }),
  unpins: () => refusal(there, bob, SetPinnedDocument, { messageId: pinned, pinned: false }),
  deletes: () => refusal(there, bob, DeleteMessageDocument, { id: own }),
  "marks as read": () => refusal(there, bob, MarkReadDocument, { conversationId: id, seq: 3 }),
  "marks as delivered": () =>
    refusal(there, bob, MarkDeliveredDocument, { conversationId: id, seq: 3 }),
};

test.each(Object.entries(attempts))(
  "A-110: who is blocked %s nothing in the direct conversation, through another node either",
  async (_what, attempt) => {
    // What that node remembers of the members is no permission: Bob has written through it.
    await block(true);
    const stored = () => rows.collection("messages").find().toArray();
    const before = await stored();
    expect(await attempt()).toBe("BLOCKED");
    expect(await stored()).toEqual(before);
    const { conversation } = await ask(there, bob, ConversationDocument, { id });
    expect(conversation?.viewerMembership).toMatchObject({ readSeq: 2, unreadCount: 1 });
    await block(false);
    expect(await attempt()).toBeNull();
  },
);

test("who blocks keeps their own side: they read, unpin and delete", async () => {
  await block(true);
  expect(await refusal(there, ann, MarkReadDocument, { conversationId: id, seq: 2 })).toBeNull();
  const unpin = { messageId: pinned, pinned: false };
  expect(await refusal(there, ann, SetPinnedDocument, unpin)).toBeNull();
  expect(await refusal(there, ann, DeleteMessageDocument, { id: hers })).toBeNull();
  const { conversation } = await ask(here, ann, ConversationDocument, { id });
  expect(conversation?.viewerMembership?.readSeq).toBe(3);
});

test("in a group of both neither is shown that the other types, on any node", async () => {
  const cid = await signUp(here, "Cid");
  const group = await createGroup(here, ann, [bob, cid]);
  await block(true);
  const type = (node: TestApp, person: Person, active = true) =>
    ask(node, person, SetTypingDocument, { conversationId: group, active });
  const writers = async (node: TestApp, person: Person) =>
    (await ask(node, person, TypingDocument, { conversationId: group })).conversation?.typing.map(
      (user) => user.id,
    );
  type Typing = TypingChangedSubscription["typingChanged"];
  const follow = (person: Person) =>
    new Collector<Typing>({ url: there.url, token: person.token, document: TypingChangedDocument });
  const [anns, bobs, cids] = [follow(ann), follow(bob), follow(cid)];
  const heard = ({ items }: Collector<Typing>) => items.map(({ user }) => user.id);
  try {
    await until("all listen", () => there.open().channels >= 3);
    await type(here, ann);
    await type(here, bob);
    await type(here, cid);
    await until(
      "everybody hears Cid or the others",
      () => [anns, bobs].every((one) => heard(one).includes(cid.id)) && heard(cids).length >= 2,
    );
    expect(heard(bobs)).not.toContain(ann.id);
    expect(heard(anns)).not.toContain(bob.id);
    expect(new Set(heard(cids))).toEqual(new Set([ann.id, bob.id]));
    expect(await writers(there, bob)).toEqual([cid.id]);
    expect(await writers(there, ann)).toEqual([cid.id]);
    await block(false);
    await type(here, ann);
    expect(new Set(await writers(there, bob))).toEqual(new Set([ann.id, cid.id]));
  } finally {
    for (const one of [anns, bobs, cids]) one.close();
  }
});
