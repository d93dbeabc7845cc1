import { expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { RecentEntries } from "../../src/chat/log/recent-entries.js";
import type { Message } from "../../src/chat/log/message.model.js";

const conversationId = new Types.ObjectId();
const [first, second] = [new Types.ObjectId(), new Types.ObjectId()];
const at = (_id: Types.ObjectId, revision: number, body = ""): Message =>
  ({ _id, conversationId, revision, body }) as Message;

test("what is all here is read, a hole is not", () => {
  const recent = new RecentEntries();
  recent.add(at(first, 1));
  recent.add(at(second, 3));
  expect(recent.read(conversationId, 1, 1)).toHaveLength(1);
  expect(recent.read(conversationId, 1, 3)).toBeNull();
});

test("a message stands at its latest change, in whatever order its changes were heard of", () => {
  const changes = [at(first, 1, "old"), at(second, 2), at(first, 3, "new")];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [2, 0, 1],
    [0, 2, 0, 1],
  ]) {
    const recent = new RecentEntries();
    for (const index of order) recent.add(changes[index] as Message);
    expect(recent.read(conversationId, 1, 3)).toEqual([at(second, 2), at(first, 3, "new")]);
  }
});
