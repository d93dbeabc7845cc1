import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchIn } from "./database/database-sources.js";

export interface TestDatabase {
  /** For test/support/database.ts: where the server is, and how to start another of its kind. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** On the disk: what is measured waits for it, as it does in use. */
const onDisk = (): Promise<string> => mkdtemp(join(tmpdir(), "confab-database-"));

/** The one server of a run, on a folder of its own; the one that TEST_MONGO_DB_URI names if set. */
export async function bringTestDatabase(newFolder = onDisk): Promise<TestDatabase> {
  if (process.env["TEST_MONGO_DB_URI"]) return { env: {}, stop: async () => undefined };
  const root = await newFolder();
  const removeRoot = async (): Promise<void> => rm(root, { recursive: true, force: true });
  try {
    const { program, database } = await launchIn(join(root, "db"));
    console.log(`Database: ${program.name}`);
    return {
      env: { TEST_MONGO_DB_URI: database.uri, TEST_DATABASE_COMMAND: JSON.stringify(program) },
      stop: async () => {
        await database.stop();
        await removeRoot();
      },
    };
  } catch (error) {
    await removeRoot();
    throw error;
  }
}
