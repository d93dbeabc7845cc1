import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types, type Model } from "mongoose";
import { Mongo } from "../../src/adapters/mongo.js";
import { UnreadCounts } from "../../src/chat/conversations/unread-counts.js";
import { UnreadNews, type Reader } from "../../src/chat/digest/unread-news.js";
import { LogStore } from "../../src/chat/log/log-store.js";
import { Message } from "../../src/chat/log/message.model.js";
import { databaseUri } from "../support/database.js";

/** More than are read at once. */
const MANY = 1_200;
const reads: { filter?: object; projection?: Record<string, number>; limit?: number }[] = [];
const mongo = new Mongo(databaseUri(`news-${randomUUID().slice(0, 8)}`), {
  onCommand: (name, command) => {
    if (name === "find") reads.push(command);
  },
});
const messages: Model<Message> = mongo.model(Message, "Message", "messages");
const conversationId = new Types.ObjectId();
const [ann, bob, eve] = [1, 2, 3].map(() => new Types.ObjectId()) as [
  Types.ObjectId,
  Types.ObjectId,
  Types.ObjectId,
];
let news: UnreadNews;

beforeAll(async () => {
  await mongo.start();
  await mongo.createIndexes();
  const rows = Array.from({ length: 2 * MANY }, (_, at) => {
    const seq = at + 1;
    const base = { conversationId, seq, revision: seq, revisions: [seq], ordinal: seq };
    const senderId = seq <= MANY ? eve : ann;
    const createdAt = new Date(seq * 1_000);
    return { ...base, kind: "USER", senderId, mentionIds: [bob], body: "canary", createdAt };
  });
  await messages.collection.insertMany(rows);
  const store = new LogStore(messages);
  news = new UnreadNews(store, new UnreadCounts(store));
});
afterAll(async () => {
  await mongo.database.dropDatabase();
  await mongo.stop();
});

const reader = (notify: "ALL" | "MENTIONS", blocked: readonly Types.ObjectId[] = []): Reader => {
  const row = { conversationId, userId: bob, notify, readSeq: 0, readOrdinal: 0, joinedSeq: 1 };
  return {
    row: { ...row, headOrdinal: 2 * MANY, goneOrdinal: 0 } as unknown as Reader["row"],
    lastSeq: 2 * MANY,
    blocked: new Set(blocked.map((id) => id.toHexString())),
  };
};

test.each(["ALL", "MENTIONS"] as const)(
  "%s: of thousands, the oldest, the newest and the number are told, and no text is read",
  async (notify) => {
    reads.length = 0;
    const all = await news.of(reader(notify), 0);
    expect([all?.oldestAt, all?.newestSeq]).toEqual([new Date(1_000), 2 * MANY]);
    expect(await all?.count()).toBe(2 * MANY);
    const some = await news.of(reader(notify, [eve]), 0);
    expect([some?.oldestAt, some?.newestSeq]).toEqual([new Date((MANY + 1) * 1_000), 2 * MANY]);
    expect(some?.senderIds).toEqual([ann.toHexString()]);
    expect(await some?.count()).toBe(MANY);
    expect(await news.of(reader(notify, [ann, eve]), 0)).toBeNull();
    expect(await news.of(reader(notify), 2 * MANY)).toBeNull();
    expect(reads.length).toBeGreaterThan(0);
    for (const { projection, limit, filter } of reads) {
      expect(projection).toMatchObject({ createdAt: 1 });
      expect(projection).not.toHaveProperty("body");
      if (filter && "mentionIds" in filter) expect(limit).toBeLessThanOrEqual(1_000);
    }
  },
);
