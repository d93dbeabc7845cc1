import { Types } from "mongoose";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { backend, type Backend } from "../support/services.js";
import { pageOf, pull, Reader } from "./reader.js";

const DAY_MS = 24 * 60 * 60_000;
/** The log is looked through each time that it has grown by so many. */
const LOOKED_THROUGH_AT = 21 * 1_024;
const KEPT_ANYWAY = 20_000;

let app: TestApp;
let shop: Backend;
let rows: Rows;
let ada: Person;
let chat: string;
let messageId: string;

beforeAll(async () => {
  app = await startApp();
  shop = await backend(app, ["EVENTS_READ"]);
  rows = await Rows.of(app);
  const [first, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
  ada = first;
  chat = await openDirect(app, ada, bob);
  await pageOf(app, shop);
  messageId = (await send(app, ada, chat, "the first")).id;
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

/** Entries of long ago. */
async function fill(from: number, to: number): Promise<void> {
  const at = new Date(Date.now() - 60 * DAY_MS);
  const entries = Array.from({ length: to - from + 1 }, (_, index) => ({
    _id: from + index,
    conversationId: new Types.ObjectId(chat),
    messageId: new Types.ObjectId(messageId),
    ...{ revision: 1_000_000 + from + index, type: "MESSAGE_EDITED", writtenAt: at, at },
  }));
  const log = rows.collection("server_log");
  for (let begin = 0; begin < entries.length; begin += 2_000)
    await log.insertMany(entries.slice(begin, begin + 2_000) as never[]);
}

test("what is old is not kept, but for the newest, and whoever was away longer is told so", async () => {
  await until("it is in", async () => (await pull(app, shop)).events.length === 1);
  const { position: begin } = await pageOf(app, shop);
  await fill(2, LOOKED_THROUGH_AT - 1);
  // A node that remembers nothing finds where the log ends.
  await app.restart();
  const late = new Reader(app, shop, { since: begin });
  await late.caughtUp();
  const [resync] = late.items;
  expect(resync).toMatchObject({
    __typename: "ServerResyncRequired",
    missed: LOOKED_THROUGH_AT - 2,
  });
  await send(app, ada, chat, "the one by which it is looked through");
  await until("it is told", () => late.events.length === 1);
  expect(late.events[0]?.eventId).toMatch(new RegExp(`^${chat}\\.`));
  const gone = LOOKED_THROUGH_AT - KEPT_ANYWAY;
  await until("what is old is gone", async () => {
    const row = await rows.collection("server_log").findOne({ _id: 0 } as never);
    return row?.["gone"] === gone;
  });
  const page = await pageOf(app, shop, { since: begin, first: 2 });
  expect(page).toMatchObject({ missed: gone - 1, hasMore: true });
  expect(page.events[0]?.eventId).toBe(`${chat}.${1_000_000 + gone + 1}`);
  const left = await rows
    .collection("server_log")
    .find({ _id: { $gt: 0 } as never })
    .toArray();
  expect(left).toHaveLength(KEPT_ANYWAY);
  // What was missed can be read to where it goes on live.
  const next = await pageOf(app, shop, { since: page.position, first: 1 });
  expect(next.missed).toBe(0);
  late.close();
});
