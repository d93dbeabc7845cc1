import type { mongo } from "mongoose";

/**
 * A change of stored data. It may be run again after a crash in its middle, and while servers of
 * the version before are running.
 */
export interface Migration {
  /** Numbered, as in "0001-move-names"; never changed once it has run anywhere. */
  readonly name: string;
  run(database: mongo.Db): Promise<void>;
}
