import { type Database, launch } from "./launch.js";
import { installedMongod } from "./mongod.js";
import { downloadedMongod } from "./mongod-download.js";
import { type Engine, engines, type Program, type DatabaseSource } from "./program.js";
import { pythonServer } from "./secantus-python.js";
import { builtRustServer, cachedRustServer } from "./secantus-rust.js";

/** For `npm start`: what is there, else what takes seconds, else what takes minutes. */
export const quickSources: readonly DatabaseSource[] = [
  installedMongod,
  cachedRustServer,
  downloadedMongod,
  pythonServer,
  builtRustServer,
];

/** For tests and benchmarks: the Rust server is several times faster than the Python one. */
const fastSources: readonly DatabaseSource[] = [
  builtRustServer,
  installedMongod,
  downloadedMongod,
  pythonServer,
];

export interface Launched {
  readonly program: Program;
  readonly database: Database;
}

/** The first server that can be had and that starts; else one error with every source and its reason. */
export async function launchFirst(
  sources: readonly DatabaseSource[],
  start: (program: Program) => Promise<Database>,
): Promise<Launched> {
  const failures: string[] = [];
  for (const source of sources) {
    try {
      const program = await source.program();
      return { program, database: await start(program) };
    } catch (error) {
      const reason = (error as Error).message.replaceAll("\n", "\n      ");
      failures.push(`  - ${source.name}:\n      ${reason}`);
    }
  }
  throw new Error(
    ["No database could be had. Set MONGO_DB_URI, or make one of these work:", ...failures].join(
      "\n",
    ),
  );
}

/** For tests: on a folder of their own. */
export async function launchIn(folder: string): Promise<Launched> {
  return launchFirst(narrowed(fastSources), (program) => launch(program, folder));
}

/** CONFAB_DATABASE names the only kind of server to take. */
export function narrowed(sources: readonly DatabaseSource[]): readonly DatabaseSource[] {
  const wanted = process.env["CONFAB_DATABASE"];
  if (!wanted) return sources;
  if (!engines.includes(wanted as Engine)) {
    throw new Error(`CONFAB_DATABASE is "${wanted}"; it can be ${engines.join(", ")}`);
  }
  return sources.filter((source) => source.engine === wanted);
}
