import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchIn } from "../../scripts/database/database-sources.js";
import { pin } from "./machine.js";

export interface Database {
  readonly name: string;
  readonly uri: string;
  /** 0: it was given. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** BENCH_MONGO_DB_URI, or the server of the tests on an empty folder, durable at each commit. */
export async function startDatabase(): Promise<Database> {
  const given = process.env["BENCH_MONGO_DB_URI"];
  if (given)
    return {
      name: "as BENCH_MONGO_DB_URI says",
      uri: given,
      pid: 0,
      stop: () => Promise.resolve(),
    };
  const folder = await mkdtemp(join(tmpdir(), "confab-bench-"));
  const { program, database } = await launchIn(join(folder, "db"));
  pin(database.pid, "database");
  return {
    name: program.name,
    uri: database.uri,
    pid: database.pid,
    stop: async () => {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Every start of a contender begins with a database of its own. */
let given = 0;
export function newDatabase(server: string, of: string): string {
  const uri = new URL(server);
  uri.pathname = `/bench_${of}_${process.pid}_${given++}`;
  return uri.href;
}
