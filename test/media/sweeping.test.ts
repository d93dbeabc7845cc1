import { randomUUID } from "node:crypto";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose, { type Connection } from "mongoose";
import { OpenDirectConversationDocument, SendFilesDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { upload } from "../support/upload.js";

const HOUR_MS = 3_600_000;
let app: TestApp;
let ann: Person;
let database: Connection;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
  const bob = await signUp(app, "Bob");
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, ann.token);
  conversationId = opened.data.openDirectConversation.id;
  database = await mongoose.createConnection(app.config.mongoUri).asPromise();
});
afterAll(async () => {
  await database.close();
  await app.stop();
});

const rows = () => database.collection("attachments");
const uploadText = () => upload(app, ann, { bytes: Buffer.from(randomUUID()) });

/** As if everything had happened so long ago. */
async function age(ms: number): Promise<void> {
  for (const { _id, changedAt } of await rows().find().toArray())
    await rows().updateOne(
      { _id },
      { $set: { changedAt: new Date((changedAt as Date).getTime() - ms) } },
    );
}

test("files that nothing came to use are removed after a day, the others stay", async () => {
  const [unused, sent, broken, fresh] = [
    await uploadText(),
    await uploadText(),
    await uploadText(),
    await uploadText(),
  ];
  const input = { conversationId, clientMessageId: randomUUID(), attachmentIds: [sent.id] };
  await post(app.url, SendFilesDocument, { input }, ann.token);
  // A send that claimed its file and then never came to be.
  const ofBroken = { _id: new mongoose.Types.ObjectId(broken.id) };
  await rows().updateOne(ofBroken, { $set: { state: "CLAIMED", usedBy: "message:never" } });
  await age(23 * HOUR_MS);
  await app.restart();
  // Stopping waits for the sweep that starting began.
  await app.restart();
  expect(await rows().countDocuments()).toBe(4);
  await age(2 * HOUR_MS);
  const ofFresh = { _id: new mongoose.Types.ObjectId(fresh.id) };
  await rows().updateOne(ofFresh, { $set: { changedAt: new Date() } });
  await app.restart();
  await until("they are swept", async () => (await rows().countDocuments()) === 2);
  const status = async ({ url }: { url: string }) => (await fetch(url)).status;
  expect(await Promise.all([unused, sent, broken, fresh].map(status))).toEqual([
    404, 200, 404, 200,
  ]);
  const used = await rows().findOne({ _id: new mongoose.Types.ObjectId(sent.id) });
  expect(used?.["state"]).toBe("USED");
});

test("A-56 what a process left behind that died while it stored a file is removed", async () => {
  const { id, url } = await uploadText();
  const ofDead = { _id: new mongoose.Types.ObjectId(id) };
  await rows().updateOne(ofDead, { $set: { state: "STORING" } });
  const incoming = join(app.config.mediaDir, "incoming");
  const [old, young] = [join(incoming, "old"), join(incoming, "young")];
  await Promise.all([writeFile(old, "half"), writeFile(young, "half")]);
  await utimes(old, new Date(Date.now() - 2 * HOUR_MS), new Date(Date.now() - 2 * HOUR_MS));
  await age(2 * HOUR_MS);
  await app.restart();
  await until("it is swept", async () => (await rows().findOne(ofDead)) === null);
  expect((await fetch(url)).status).toBe(404);
  expect(await readdir(incoming)).toEqual(["young"]);
});
