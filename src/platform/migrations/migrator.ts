import type { mongo } from "mongoose";
import { isDuplicateKey } from "../core/errors.js";
import type { Migration } from "./migration.js";

const LOCK = "lock";
const LEASE_MS = 60 * 60_000;

interface Row {
  readonly _id: string;
  readonly doneAt?: Date;
  /** Of the lock alone. */
  readonly until?: Date;
}

/** Runs each migration once, in order; `migrations` in the database says which have run. */
export class Migrator {
  constructor(
    private readonly database: mongo.Db,
    private readonly migrations: readonly Migration[],
  ) {}

  /** Returns the names of those that ran now. The first failure ends it; a new run goes on there. */
  async run(): Promise<string[]> {
    const rows = this.database.collection<Row>("migrations");
    await this.lock(rows);
    try {
      const ran: string[] = [];
      const done = new Set((await rows.find().toArray()).map(({ _id }) => _id));
      for (const migration of this.migrations) {
        const { name } = migration;
        if (done.has(name)) continue;
        await migration.run(this.database);
        await rows.insertOne({ _id: name, doneAt: new Date() });
        ran.push(name);
      }
      return ran;
    } finally {
      await rows.deleteOne({ _id: LOCK });
    }
  }

  private async lock(rows: mongo.Collection<Row>): Promise<void> {
    const now = Date.now();
    const free = { _id: LOCK, until: { $lt: new Date(now) } };
    try {
      await rows.updateOne(free, { $set: { until: new Date(now + LEASE_MS) } }, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new Error(
        "Another migration is running, or one was interrupted within the last hour: try again later.",
        {
          cause: error,
        },
      );
    }
  }
}
