import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tryLock } from "../cache/lock.js";
import { launchOn, relaunchOn } from "./data-folder.js";

const PAUSE_MS = 500;

export interface OwnDatabase {
  /** Of the server, without a database name. */
  readonly uri: string;
  stop(): Promise<void>;
}

/**
 * The database of a data folder, kept running until `stop`. One process owns the folder at a time:
 * sharing the server would take the database from the second when the first stops.
 */
export async function openOwnDatabase(dataDir: string): Promise<OwnDatabase> {
  const folder = join(dataDir, "db");
  const lock = await tryLock(join(folder, "owner.lock"));
  if (!("release" in lock)) {
    throw new Error(
      `${dataDir} is in use by another Confab (process ${lock.pid}). Stop that one, ` +
        "or give this one a folder and a port of its own: DATA_DIR=.data2 PORT=4001 npm start",
    );
  }
  try {
    let launched = await launchOn(folder);
    let stopping = false;
    const watching = (async () => {
      for (;;) {
        const code = await launched.database.exited;
        if (stopping) return;
        console.error(`The database server ended with code ${code}; starting it again`);
        launched = await relaunchOn(folder, launched);
        await sleep(PAUSE_MS); // one that ends at once must not keep the machine busy
      }
    })();
    watching.catch((error: unknown) => console.error(error));
    return {
      uri: launched.database.uri,
      async stop() {
        stopping = true;
        await launched.database.stop();
        await watching.catch(() => undefined);
        await launched.database.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
