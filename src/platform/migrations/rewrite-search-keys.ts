import type { mongo } from "mongoose";
import { nameKeys } from "../core/search-keys.js";
import type { Migration } from "./migration.js";

/**
 * What names are found by has changed. The new keys stand beside those of the version before, by
 * which its servers go on finding; the next change of a name leaves the new ones alone.
 */
export const rewriteSearchKeys: Migration = {
  name: "0004-rewrite-search-keys",
  async run(database: mongo.Db): Promise<void> {
    const users = database.collection<{ name: string; nameKeys?: string[] }>("users");
    const found = users.find({ nameKeys: { $exists: true } }, { projection: { name: 1 } });
    for await (const { _id, name } of found)
      await users.updateOne({ _id }, { $addToSet: { nameKeys: { $each: nameKeys(name) } } });
  },
};
