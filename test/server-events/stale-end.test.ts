import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose, { Schema, Types, type Model } from "mongoose";
import type {
  NewServerEntry,
  ServerEntry,
} from "../../src/integration/server-events/server-entry.model.js";
import { ServerLogStore } from "../../src/integration/server-events/server-log-store.js";
import { startApp, type TestApp } from "../support/app.js";

const DAY_MS = 24 * 60 * 60_000;
const conversationId = new Types.ObjectId();

let app: TestApp;
let connection: mongoose.Connection;
let rows: Model<ServerEntry>;
let now = Date.now();

beforeAll(async () => {
  app = await startApp({ nodes: 1 });
  connection = await mongoose.createConnection(app.config.mongoUri).asPromise();
  const schema = new Schema({ _id: Number }, { strict: false });
  rows = connection.model("Entry", schema, "server_log") as unknown as Model<ServerEntry>;
});
afterAll(async () => {
  await connection.close();
  await app.stop();
});

const entries = (from: number, count: number): NewServerEntry[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ conversationId, messageId: new Types.ObjectId(), revision: from + at },
    ...{ type: "MESSAGE_CREATED", writtenAt: new Date(now) },
  })) as NewServerEntry[];

test("a node that slept for as long as entries are kept takes no position again that was there", async () => {
  const node = (): ServerLogStore => new ServerLogStore(rows, () => new Date(now));
  const [sleeper, other] = [node(), node()];
  expect(await sleeper.append(entries(1, 5))).toBe(5);
  expect(await other.append(entries(6, 2_000))).toBe(2_005);
  now += 2 * DAY_MS;
  await other.prune(new Date(now - DAY_MS), 10);
  expect(await other.gone()).toBe(1_995);
  expect(await sleeper.end()).toBe(2_005);
  expect(await sleeper.append(entries(2_006, 1))).toBe(2_006);
  now += 2 * DAY_MS;
  const late = node();
  expect(await late.end()).toBe(2_006);
  expect(await late.append(entries(2_007, 1))).toBe(2_007);
});
