import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types, type Model } from "mongoose";
import { Mongo } from "../../src/adapters/mongo.js";
import { Conversation } from "../../src/chat/membership/conversation.model.js";
import { LogHeads } from "../../src/chat/log/log-heads.js";
import { EndReader } from "../../src/chat/log/end-reader.js";
import { LogStore } from "../../src/chat/log/log-store.js";
import { Standing } from "../../src/chat/log/standing.js";
import { UnreadCounts } from "../../src/chat/conversations/unread-counts.js";
import type { Membership } from "../../src/chat/membership/membership.model.js";
import { Message } from "../../src/chat/log/message.model.js";
import { databaseUri } from "../support/database.js";

const WRITES = 400;

const mongo = new Mongo(databaseUri(`heads-${randomUUID().slice(0, 8)}`));
const messages: Model<Message> = mongo.model(Message, "Message", "messages");
const conversations: Model<Conversation> = mongo.model(
  Conversation,
  "Conversation",
  "conversations",
);
const conversationId = new Types.ObjectId();

beforeAll(async () => {
  await mongo.start();
  await mongo.createIndexes();
  const row = { _id: conversationId, lastSeq: 0, revision: 0, createdAt: new Date() };
  await conversations.collection.insertOne(row);
});
afterAll(async () => {
  await mongo.database.dropDatabase();
  await mongo.stop();
});

test("an end that is read while others write never knows a revision without the messages up to it", async () => {
  const heads = new LogHeads(messages, conversations);
  const ends = new EndReader(messages, conversations);
  let [writing, holes] = [true, 0];
  const read = async (): Promise<(readonly [number, number])[]> => {
    const found: (readonly [number, number])[] = [];
    while (writing) {
      const { seq, revision } = await heads.one(conversationId);
      found.push([seq, revision]);
      const [end] = await ends.of([conversationId]);
      if (!end) throw new Error("there is no end");
      found.push([end.seq, end.revision]);
      const pending = end.pending.map((entry) => entry.seq);
      const first = pending[0] ?? 0;
      if (pending.some((one, at) => one !== first + at)) holes += 1;
    }
    return found;
  };
  const reading = [read(), read(), read()];
  // Nothing but new messages: each has its number for its revision.
  for (let seq = 1; seq <= WRITES; seq += 1) {
    const message = { conversationId, seq, revision: seq, createdRevision: seq, ordinal: seq };
    await messages.collection.insertOne({ ...message, revisions: [seq] });
    if (seq % 20 === 0)
      await conversations.updateOne({ _id: conversationId }, { lastSeq: seq, revision: seq });
  }
  writing = false;
  const found = (await Promise.all(reading)).flat();
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter(([seq, revision]) => seq < revision)).toEqual([]);
  expect(holes).toBe(0);
});

type Kind = "stands" | "gone" | "system";

/** A log of those entries, oldest first, and the ordinal of each. */
async function write(id: Types.ObjectId, kinds: readonly Kind[]): Promise<readonly number[]> {
  let ordinal = 0;
  const rows = kinds.map((kind, at) => {
    const seq = at + 1;
    if (kind !== "system") ordinal += 1;
    const base = { conversationId: id, seq, revision: seq, revisions: [seq], ordinal };
    const gone = kind === "gone" && { deletedAt: new Date(), goneSeq: seq };
    return { ...base, kind: kind === "system" ? "SYSTEM" : "USER", ...gone };
  });
  await messages.collection.insertMany(rows);
  return rows.map((row) => row.ordinal);
}

const repeat = (kind: Kind, count: number): Kind[] => Array<Kind>(count).fill(kind);
const logs: Record<string, readonly Kind[]> = {
  "nothing is deleted": repeat("stands", 3),
  "all is deleted": repeat("gone", 3_000),
  "the first one stands": ["stands", ...repeat("gone", 4_000)],
  "one in the middle stands": [...repeat("gone", 1_234), "stands", ...repeat("gone", 2_345)],
  "two runs": [...repeat("gone", 900), "stands", ...repeat("gone", 77), "stands", "gone"],
  "only system entries stand": [...repeat("gone", 70), ...repeat("system", 400), "gone"],
  "system entries between": [
    ...["stands", "system", "gone"].flatMap((kind) => repeat(kind as Kind, 130)),
    ...repeat("system", 130),
  ],
};
test.each(Object.entries(logs))(
  "the newest that stands is found without reading what is deleted: %s",
  async (_what, kinds) => {
    const id = new Types.ObjectId();
    const ordinals = await write(id, kinds);
    const store = new LogStore(messages);
    let [read, commands] = [0, 0];
    const standing = new Standing({
      places: async (...range) => {
        const places = await store.places(...range);
        [read, commands] = [read + places.length, commands + 1];
        return places;
      },
      goneIn: (range) => {
        commands += 1;
        return store.goneIn(range);
      },
    });
    const head = { seq: kinds.length, ordinal: ordinals.at(-1) ?? 0 };
    const last = kinds.lastIndexOf("stands");
    expect(await standing.ordinal(id, head)).toBe(ordinals[last] ?? 0);
    expect(read).toBeLessThanOrEqual(50 + 2 * Math.ceil(Math.log2(kinds.length)));
    expect(commands).toBeLessThanOrEqual(4 * Math.ceil(Math.log2(kinds.length)));
  },
);

test("what is deleted is counted by the database, for many conversations at once", async () => {
  const [one, other, third] = [1, 2, 3].map(() => new Types.ObjectId()) as [
    Types.ObjectId,
    Types.ObjectId,
    Types.ObjectId,
  ];
  await write(one, [...repeat("gone", 2_000), "stands", "system", "gone"]);
  await write(other, ["stands", "gone"]);
  await write(third, repeat("stands", 4));
  let asked = 0;
  const store = new LogStore(messages);
  const counts = new UnreadCounts({
    goneOf: (ranges) => {
      asked += ranges.length;
      return store.goneOf(ranges);
    },
  });
  const row = (conversationId: Types.ObjectId, read: number, head: number, gone: number) =>
    ({
      conversationId,
      readSeq: read,
      readOrdinal: read,
      headOrdinal: head,
      goneOrdinal: gone,
    }) as Membership;
  const rows = [row(one, 10, 2_002, 2_002), row(other, 0, 2, 2), row(third, 1, 4, 0)];
  expect(await counts.total(rows)).toBe(1 + 1 + 3);
  expect(asked).toBe(2);
  // The row does not know of the newest yet.
  expect(await counts.total([row(one, 10, 2_001, 2_001)])).toBe(1);
  expect(await counts.total([row(one, 2_001, 2_002, 2_002)])).toBe(0);
});
