import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types, type Model } from "mongoose";
import { Mongo } from "../../src/adapters/mongo.js";
import { Conversation } from "../../src/chat/membership/conversation.model.js";
import { LogHeads } from "../../src/chat/log/log-heads.js";
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
  let writing = true;
  const read = async (): Promise<(readonly [number, number])[]> => {
    const found: (readonly [number, number])[] = [];
    while (writing) {
      const { seq, revision } = await heads.one(conversationId);
      found.push([seq, revision]);
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
});
