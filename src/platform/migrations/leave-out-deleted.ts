import type { mongo } from "mongoose";
import type { Migration } from "./migration.js";

/** Messages that were deleted before counted as unread: they are marked, and the rows told. */
export const leaveOutDeleted: Migration = {
  name: "0003-leave-out-deleted",
  async run(database: mongo.Db): Promise<void> {
    const messages = database.collection("messages");
    const deleted = messages.find(
      { deletedAt: { $ne: null } },
      { projection: { conversationId: 1, seq: 1 } },
    );
    const conversations = new Map<string, mongo.ObjectId>();
    for await (const { _id, conversationId, seq } of deleted) {
      await messages.updateOne({ _id }, { $set: { goneSeq: seq as number } });
      conversations.set(String(conversationId), conversationId as mongo.ObjectId);
    }
    for (const conversationId of conversations.values()) {
      const [standing] = await messages
        .find({ conversationId, kind: "USER", deletedAt: null }, { projection: { ordinal: 1 } })
        .sort({ seq: -1 })
        .limit(1)
        .toArray();
      const standingOrdinal = (standing?.["ordinal"] as number | undefined) ?? 0;
      const rows = database.collection("memberships");
      await rows.updateMany({ conversationId }, { $set: { standingOrdinal } });
      const read = { conversationId, unread: true, readOrdinal: { $gte: standingOrdinal } };
      await rows.updateMany(read, { $set: { unread: false } });
    }
  },
};
