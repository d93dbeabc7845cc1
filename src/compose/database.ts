import type { Mongo } from "../adapters/mongo.js";
import { DatabaseMark } from "../platform/migrations/database-mark.js";
import { ConfigError, type Config } from "../platform/config/config.js";

/** Throws where the database belongs to another system, before anything is written to it. */
export async function claimDatabase(mongo: Mongo): Promise<void> {
  const refusal = await new DatabaseMark(mongo.database, mongo.shapes()).claim();
  if (refusal === null) return;
  await mongo.stop();
  throw new ConfigError(refusal);
}

/** Outside of production whatever is missing is made. Else it throws where an index is missing. */
export async function prepareDatabase(mongo: Mongo, mode: Config["mode"]): Promise<void> {
  if (mode !== "production") return mongo.createIndexes();
  const missing = await mongo.missingIndexes();
  if (missing.length === 0) return;
  await mongo.stop();
  const list = missing.map((index) => `  ${index}`).join("\n");
  throw new ConfigError(`The database lacks indexes. Run \`npm run migrate\`.\n${list}`);
}
