import type { mongo } from "mongoose";
import type { Migration } from "./migration.js";

const PREFIX = "message:";

/** Files of messages say in which conversation: the sender's key of a message holds in one alone. */
export const filesKnowTheirConversation: Migration = {
  name: "0005-files-know-their-conversation",
  async run(database: mongo.Db): Promise<void> {
    const attachments = database.collection("attachments");
    const given = attachments.find(
      { purpose: "MESSAGE", usedBy: { $gt: "" }, usedIn: null },
      { projection: { ownerId: 1, usedBy: 1 } },
    );
    for await (const { _id, ownerId, usedBy } of given) {
      const clientMessageId = String(usedBy).slice(PREFIX.length);
      const filter = { senderId: ownerId as mongo.ObjectId, clientMessageId };
      const message = await database
        .collection("messages")
        .findOne(filter, { projection: { conversationId: 1 } });
      const usedIn: unknown = message?.["conversationId"];
      if (usedIn)
        await attachments.updateOne({ _id, usedBy: usedBy as string }, { $set: { usedIn } });
    }
  },
};
