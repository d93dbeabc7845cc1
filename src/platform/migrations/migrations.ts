import type { mongo } from "mongoose";
import { eraseToTheEnd } from "./erase-to-the-end.js";
import { leaveOutDeleted } from "./leave-out-deleted.js";
import { rewriteSearchKeys } from "./rewrite-search-keys.js";
import { moveUnconfirmedUsers } from "./sign-ups-of-their-own.js";

/**
 * A change of stored data. It may be run again after a crash in its middle, and while servers of
 * the version before are running.
 */
export interface Migration {
  /** Numbered, as in "0001-move-names"; never changed once it has run anywhere. */
  readonly name: string;
  run(database: mongo.Db): Promise<void>;
}

/** In their order. */
export const migrations: readonly Migration[] = [
  eraseToTheEnd,
  { name: "0002-sign-ups-of-their-own", run: moveUnconfirmedUsers },
  leaveOutDeleted,
  rewriteSearchKeys,
];
