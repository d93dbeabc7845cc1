import type { mongo } from "mongoose";
import type { Migration } from "./migration.js";

/** Followers find conversations by when there was news: those of before have it as of their last message. */
export const markNews: Migration = {
  name: "0006-mark-news",
  async run(database: mongo.Db): Promise<void> {
    const rows = database.collection("conversations");
    const found = rows.find(
      { newsAt: { $exists: false }, lastMessageAt: { $gt: new Date(0) } },
      { projection: { lastMessageAt: 1 } },
    );
    for await (const { _id, lastMessageAt } of found)
      await rows.updateOne(
        { _id, newsAt: { $exists: false } },
        { $set: { newsAt: lastMessageAt } },
      );
  },
};
