import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { createApp } from "../../src/app.js";
import {
  FindAttachmentDocument,
  DeleteMessageDocument,
  SendMessageDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { pngOf } from "../support/samples.js";
import { upload } from "../support/upload.js";

const OLD = "senderId_1_clientMessageId_1";

let app: TestApp;
let rows: Rows;
let ann: Person;
let bob: Person;
let direct: string;
let group: string;
beforeAll(async () => {
  app = await startApp({ nodes: 1 });
  rows = await Rows.of(app);
  ann = await signUp(app, "Ann");
  bob = await signUp(app, "Bob");
  direct = await openDirect(app, ann, bob);
  group = await createGroup(app, ann, [bob]);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const inputOf = (conversationId: string, more: object = {}) => ({
  input: { conversationId, clientMessageId: randomUUID(), body: "hello", ...more },
});
const names = async (collection: string) =>
  (await rows.collection(collection).indexes()).map(({ name }) => name);
const files = () => rows.collection("attachments");
const pictureIn = async (
  conversationId: string,
  clientMessageId: string,
): Promise<[string, string]> => {
  const { id } = await upload(app, ann, { bytes: pngOf(2, 2), name: "a.png" });
  const variables = inputOf(conversationId, { clientMessageId, attachmentIds: [id] });
  const { sendMessage } = await ask(app, ann, SendMessageDocument, variables);
  return [id, sendMessage.message.id];
};
const states = async (...ids: string[]): Promise<unknown[]> => {
  const found = await files()
    .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
    .toArray();
  return ids.map(
    (id) => (found.find(({ _id }) => String(_id) === id)?.["state"] as unknown) ?? "none",
  );
};

test("beside servers of the version before, their index decides, and what is sent again is found", async () => {
  const partial = { clientMessageId: { $gt: "" } };
  const options = { unique: true, partialFilterExpression: partial };
  await rows.collection("messages").createIndex({ senderId: 1, clientMessageId: 1 }, options);
  await createApp(app.config).migrate();
  expect(await names("messages")).toContain(OLD);
  const sent = inputOf(direct);
  const first = await ask(app, ann, SendMessageDocument, sent);
  const again = await ask(app, ann, SendMessageDocument, sent);
  expect(again.sendMessage.message.id).toBe(first.sendMessage.message.id);
  const elsewhere = { input: { ...sent.input, conversationId: group } };
  expect(await refusal(app, ann, SendMessageDocument, elsewhere)).toBe("IDEMPOTENCY_KEY_REUSED");
});

test("once they are gone that index goes, and files know their conversation", async () => {
  const [id, message] = await pictureIn(direct, "before");
  // As the version before wrote it.
  await files().updateOne({ _id: new Types.ObjectId(id) }, { $unset: { usedIn: 1 } });
  const asBob = await ask(app, bob, FindAttachmentDocument, { id });
  expect(asBob.node).toMatchObject({ id });
  const done = await createApp(app.config).migrate({ finish: true });
  expect(done).toContain(`no longer needed: messages: ${OLD}`);
  expect(await names("messages")).not.toContain(OLD);
  expect(await createApp(app.config).migrate({ finish: true })).toEqual([]);
  const [row] = await files()
    .find({ _id: new Types.ObjectId(id) })
    .toArray();
  expect(String(row!["usedIn"])).toBe(direct);
  const [other] = await pictureIn(group, "before");
  await ask(app, ann, DeleteMessageDocument, { id: message });
  expect(await states(id, other)).toEqual(["none", "CLAIMED"]);
});

test("a file is part of one message, though another has the same key elsewhere", async () => {
  const [id, message] = await pictureIn(direct, "twice");
  const again = inputOf(group, { clientMessageId: "twice", attachmentIds: [id] });
  expect(await refusal(app, ann, SendMessageDocument, again)).toBe("CONFLICT");
  await ask(app, ann, SendMessageDocument, inputOf(group, { clientMessageId: "twice" }));
  expect((await ask(app, bob, FindAttachmentDocument, { id })).node).toMatchObject({ id });
  expect(await states(id)).toEqual(["CLAIMED"]);
  await ask(app, ann, DeleteMessageDocument, { id: message });
  expect(await states(id)).toEqual(["none"]);
});
