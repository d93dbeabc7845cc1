import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { backend, type Backend } from "../support/services.js";
import { bodiesOf, Hooks } from "./hook.js";

interface DeadWriter {
  readonly _id: string;
  readonly beats: number;
  readonly at: Date;
}

let app: TestApp;
let shop: Backend;
let rows: Rows;
const hooks = new Hooks();

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: "on" } });
  shop = await backend(app, ["WEBHOOKS_WRITE"]);
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
  await hooks.stop();
});

test("what a process wrote right before it died is told, though its conversation's row knows nothing of it", async () => {
  const [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
  const chat = await openDirect(app, ada, bob);
  const hook = await hooks.make(app, shop);
  await send(app, ada, chat, "one");
  await until("the first has come", () => bodiesOf(hook).includes("one"));
  const conversations = rows.collection("conversations");
  const mine = { _id: new mongoose.Types.ObjectId(chat) };
  const first = await rows.collection("messages").findOne({ body: "one" });
  const revision = Number(first?.["revision"]);
  await until("the row knows of it", async () => {
    return (await conversations.findOne(mine))?.["revision"] === revision;
  });

  // The log of another process, which wrote this, acknowledged it, and was gone before its next step.
  const next = revision + 1;
  await rows.collection("messages").insertOne({
    ...first,
    ...{ _id: new mongoose.Types.ObjectId(), clientMessageId: randomUUID() },
    ...{ body: "left behind", seq: Number(first?.["seq"]) + 1 },
    ...{ ordinal: Number(first?.["ordinal"]) + 1, createdAt: new Date() },
    ...{ revision: next, createdRevision: next, revisions: [next] },
  });
  const writers = rows.database.collection<DeadWriter>("log_writers");
  await writers.insertOne({ _id: "dead", beats: 7, at: new Date() });

  await until("it is told", () => bodiesOf(hook).includes("left behind"));
  expect(bodiesOf(hook)).toEqual(["one", "left behind"]);
  expect((await conversations.findOne(mine))?.["revision"]).toBe(next);
  await until("the dead one is forgotten", async () => !(await writers.findOne({ _id: "dead" })));
});
