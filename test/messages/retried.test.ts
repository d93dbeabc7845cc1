import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  DeleteAccountDocument,
  LeaveConversationDocument,
  RemoveMemberDocument,
  SendMessageDocument,
  SetBlockedDocument,
  SetReactionDocument,
  type SendMessageInput,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, refusal, send } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { freePort } from "../../scripts/database/port.js";

let redis: RedisServer;
let here: TestApp;
let there: TestApp;
let ann: Person;
let bob: Person;
let cid: Person;
let group: string;

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const shared = { database: `retried-${randomUUID().slice(0, 8)}`, env: { REDIS_URL: redis.url } };
  [here, there] = [await startApp(shared), await startApp(shared)];
}, 120_000);
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await redis.stop();
});
beforeEach(async () => {
  const names = ["Ann", "Bob", "Cid"];
  [ann, bob, cid] = (await Promise.all(names.map((name) => signUp(here, name)))) as [
    Person,
    Person,
    Person,
  ];
  group = await createGroup(here, ann, [bob, cid]);
});

interface Case {
  readonly input: () => Partial<SendMessageInput>;
  readonly happens: () => Promise<unknown>;
  /** What another message is told. */
  readonly then: string;
}

const toGroup = () => ({ conversationId: group });
const toAnn = () => ({ userId: ann.id });
const cases: Record<string, Case> = {
  "its sender left": {
    input: toGroup,
    happens: () => ask(here, bob, LeaveConversationDocument, { id: group }),
    then: "NOT_FOUND",
  },
  "its sender was removed": {
    input: toGroup,
    happens: () => ask(here, ann, RemoveMemberDocument, { conversationId: group, userId: bob.id }),
    then: "NOT_FOUND",
  },
  "its reader blocked the sender": {
    input: toAnn,
    happens: () => ask(here, ann, SetBlockedDocument, { userId: bob.id, blocked: true }),
    then: "BLOCKED",
  },
  "its sender blocked the reader": {
    input: toAnn,
    happens: () => ask(here, bob, SetBlockedDocument, { userId: ann.id, blocked: true }),
    then: "BLOCKED",
  },
  "its reader erased their account": {
    input: toAnn,
    happens: () => ask(here, ann, DeleteAccountDocument, { password: PASSWORD }),
    then: "NOT_FOUND",
  },
  "whom it names left": {
    input: () => ({ conversationId: group, mentionIds: [cid.id] }),
    happens: () => ask(here, cid, LeaveConversationDocument, { id: group }),
    then: "BAD_USER_INPUT",
  },
};

test.each(Object.entries(cases))(
  "a retry answers the stored message after %s, through another node",
  async (_what, { input, happens, then }) => {
    const sent = { clientMessageId: randomUUID(), body: "hi @Cid", ...input() };
    const first = await ask(there, bob, SendMessageDocument, { input: sent });
    await happens();
    const again = await ask(there, bob, SendMessageDocument, { input: sent });
    expect(again.sendMessage.deduplicated).toBe(true);
    const { id, seq, body } = first.sendMessage.message;
    expect(again.sendMessage.message).toMatchObject({ id, seq, body });
    const refused = (change: Partial<SendMessageInput>) =>
      refusal(there, bob, SendMessageDocument, { input: { ...sent, ...change } });
    expect(await refused({ clientMessageId: randomUUID() })).toBe(then);
    expect(await refused({ body: "another" })).toBe(then);
  },
);

test("the retry of a sender who left shows nothing of what others did since", async () => {
  const input = { conversationId: group, clientMessageId: randomUUID(), body: "bye" };
  const { sendMessage } = await ask(there, bob, SendMessageDocument, { input });
  await ask(here, bob, LeaveConversationDocument, { id: group });
  const reaction = { messageId: sendMessage.message.id, emoji: "👍", active: true };
  await ask(here, ann, SetReactionDocument, reaction);
  const { data } = await post<Again>(there.url, SEND_AGAIN, { input }, bob.token);
  expect(data.sendMessage).toEqual({ deduplicated: true, message: { body: "bye", reactions: [] } });
});

interface Again {
  readonly sendMessage: object;
}
const SEND_AGAIN = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { deduplicated message { body reactions { emoji } } } }`;

test("what somebody else sent is nobody's retry", async () => {
  const clientMessageId = randomUUID();
  await send(here, ann, group, { clientMessageId, body: "hers" });
  await ask(here, bob, LeaveConversationDocument, { id: group });
  const input = { conversationId: group, clientMessageId, body: "hers" };
  expect(await refusal(there, bob, SendMessageDocument, { input })).toBe("NOT_FOUND");
});
