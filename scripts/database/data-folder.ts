import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startOf } from "../process/is-alive.js";
import { type Database, launch } from "./launch.js";
import type { Engine, Program } from "./program.js";
import { launchFirst, type Launched, narrowed, quickSources } from "./database-sources.js";

/** What the last start has left, in `last.json`. */
interface Last {
  readonly engine: Engine;
  readonly port: number;
  readonly pid: number;
  readonly start: string | null;
}

/** A database on the folder, by the kind of server that its data was made by, if there is any. */
export async function launchOn(folder: string): Promise<Launched> {
  await mkdir(folder, { recursive: true });
  const last = await readLast(folder);
  if (last) await endLeftover(last);
  const sources = last
    ? quickSources.filter((source) => source.engine === last.engine)
    : narrowed(quickSources);
  const start = async (program: Program): Promise<Database> =>
    launch(program, join(folder, program.engine), last?.port);
  try {
    const launched = await launchFirst(sources, start);
    const same = last ? ", which has made the data that is there" : "";
    console.log(`Database: ${launched.program.name}${same}`);
    await remember(folder, launched);
    return launched;
  } catch (error) {
    if (!last) throw error;
    const why = `The data in ${folder} was made by ${last.engine}, and only that can read it.`;
    throw new Error(`${why}\n${(error as Error).message}`, { cause: error });
  }
}

/** The same server again after it has ended by itself. */
export async function relaunchOn(
  folder: string,
  { program, database }: Launched,
): Promise<Launched> {
  const again = await launch(program, join(folder, program.engine), database.port);
  await remember(folder, { program, database: again });
  return { program, database: again };
}

async function remember(folder: string, { program, database }: Launched): Promise<void> {
  const { port, pid } = database;
  const last: Last = { engine: program.engine, port, pid, start: await startOf(pid) };
  const draft = join(folder, "last.json.part");
  await writeFile(draft, JSON.stringify(last));
  await rename(draft, join(folder, "last.json"));
}

/** The server that a running process keeps on the folder, or null. */
export async function runningOn(folder: string): Promise<string | null> {
  const last = await readLast(folder);
  if (!last?.start || !(await isAlive(last.pid, last.start))) return null;
  return `mongodb://127.0.0.1:${last.port}/?directConnection=true`;
}

async function readLast(folder: string): Promise<Last | null> {
  const text = await readFile(join(folder, "last.json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as Last);
}

/** Only if its supervisor was killed as well can the last start's server still be there. */
async function endLeftover({ pid, start }: Last): Promise<void> {
  if (start === null || !(await isAlive(pid, start))) return;
  console.log(`Ending the database server that was left behind (process ${pid})`);
  process.kill(pid, "SIGKILL");
  while (await isAlive(pid, start)) await sleep(50);
}
