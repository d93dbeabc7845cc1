import type { mongo } from "mongoose";
import type { Migration } from "./migration.js";

/**
 * Accounts that were erased by a version which left them in their groups: they are put on the list
 * of what is to be erased, and the first server that starts carries it out.
 */
export const eraseToTheEnd: Migration = {
  name: "0001-erase-to-the-end",
  async run(database: mongo.Db): Promise<void> {
    const erased = database
      .collection("users")
      .find({ deletedAt: { $ne: null } }, { projection: { createdAt: 1, deletedAt: 1 } });
    for await (const { _id, createdAt, deletedAt } of erased)
      await database
        .collection("erasures")
        .updateOne(
          { _id },
          { $setOnInsert: { createdAt, startedAt: deletedAt } },
          { upsert: true },
        );
  },
};
