import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive, startOf } from "../cache/life.js";
import { tryLock } from "../cache/lock.js";
import { type Database, launch } from "./launch.js";
import type { Engine, Program } from "./program.js";
import { launchFirst, narrowed, quickWays } from "./ways.js";

/** What the last start has left, in `db/last.json`. */
interface Last {
  readonly engine: Engine;
  readonly port: number;
  readonly pid: number;
  readonly start: string | null;
}

/**
 * A database on the data folder, with the kind of server that its data was made by. One process
 * owns the folder at a time: a second one could lose its database when the first stops.
 */
export async function openDataFolder(dataDir: string): Promise<Database> {
  const root = join(dataDir, "db");
  await mkdir(root, { recursive: true });
  const lock = await tryLock(join(root, "owner.lock"));
  if (!("release" in lock)) {
    throw new Error(
      `${dataDir} is in use by another Confab (process ${lock.pid}). ` +
        "Stop that one, or give this one a folder and a port: DATA_DIR=.data2 PORT=4001 npm start",
    );
  }
  try {
    const database = await open(root);
    const stop = async (): Promise<void> => {
      await database.stop();
      await lock.release();
    };
    return { ...database, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function open(root: string): Promise<Database> {
  const last = await readLast(root);
  if (last) await endLeftover(last);
  const ways = last ? quickWays.filter((way) => way.engine === last.engine) : narrowed(quickWays);
  const start = async (program: Program): Promise<Database> =>
    launch(program, join(root, program.engine), last?.port);
  const { program, database } = await launchFirst(ways, start).catch((error: Error) => {
    if (!last) throw error;
    const hint = `The data in ${root} was made by ${last.engine}, and only that can read it.`;
    throw new Error(`${hint}\n${error.message}`);
  });
  console.log(`Database: ${program.name}${last ? ", on the data that it made before" : ""}`);
  await writeLast(root, {
    engine: program.engine,
    port: database.port,
    pid: database.pid,
    start: await startOf(database.pid),
  });
  return database;
}

/** Only if its keeper was killed as well can the last start's server still be there. */
async function endLeftover({ pid, start }: Last): Promise<void> {
  if (start === null || !(await isAlive(pid, start))) return;
  console.log(`Ending the database server that was left behind (process ${pid})`);
  process.kill(pid, "SIGKILL");
  while (await isAlive(pid, start)) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function readLast(root: string): Promise<Last | null> {
  const text = await readFile(join(root, "last.json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as Last);
}

async function writeLast(root: string, last: Last): Promise<void> {
  const draft = join(root, "last.json.part");
  await writeFile(draft, JSON.stringify(last));
  await rename(draft, join(root, "last.json"));
}
