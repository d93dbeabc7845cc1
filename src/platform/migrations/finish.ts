import type { mongo } from "mongoose";
import { filesKnowTheirConversation } from "./files-know-their-conversation.js";

/** By collection: indexes whose work others do since 0.3. Servers before it rely on them. */
const REPLACED: Readonly<Record<string, readonly string[]>> = {
  messages: [
    "senderId_1_clientMessageId_1",
    "replyToId_1_seq_1",
    "mentionIds_1_conversationId_1_seq_1",
  ],
  memberships: ["conversationId_1_userId_1"],
};

/**
 * What is due once no server of a version before is left: what those still wrote in their way is
 * changed, and the indexes go that only they need. May be repeated. Returns the names of these.
 */
export async function finishMigrations(database: mongo.Db): Promise<string[]> {
  await filesKnowTheirConversation.run(database);
  const dropped: string[] = [];
  for (const [name, replaced] of Object.entries(REPLACED)) {
    const collection = database.collection(name);
    const there = new Set((await collection.indexes()).map((index) => index.name));
    for (const index of replaced.filter((one) => there.has(one))) {
      await collection.dropIndex(index);
      dropped.push(`${name}: ${index}`);
    }
  }
  return dropped;
}
