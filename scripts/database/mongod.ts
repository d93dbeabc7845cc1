import { DryMongoBinary } from "mongodb-memory-server-core/lib/util/DryMongoBinary.js";
import { onPath } from "../process/on-path.js";
import type { Program, DatabaseSource } from "./program.js";

export const REPLICA_SET = "confab";
const CACHE_GB = "0.25";

/** A `mongod` on the PATH, or one that mongodb-memory-server has downloaded before. */
export const installedMongod: DatabaseSource = {
  name: "a mongod on the PATH or in mongodb-memory-server's cache",
  engine: "mongod",
  program: async () => {
    const file = (await onPath("mongod")) ?? (await downloadedMongod());
    if (file === undefined) throw new Error("there is none");
    return mongodProgram(file);
  },
};

export function mongodProgram(file: string): Program {
  return {
    engine: "mongod",
    name: `MongoDB (${file})`,
    command: file,
    // A one-member replica set: transactions and majority writes work as in production.
    args: [
      ...["--replSet", REPLICA_SET, "--bind_ip", "127.0.0.1", "--port", "{port}"],
      ...["--dbpath", "{folder}", "--wiredTigerCacheSizeGB", CACHE_GB, "--quiet"],
    ],
  };
}

async function downloadedMongod(): Promise<string | undefined> {
  return DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions());
}
