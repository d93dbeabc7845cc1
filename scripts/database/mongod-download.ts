import { lookup } from "node:dns/promises";
import { MongoBinary } from "mongodb-memory-server-core/lib/util/MongoBinary.js";
import { showProgress } from "../progress.js";
import { withTimeout } from "../with-timeout.js";
import { mongodProgram } from "./mongod.js";
import type { DatabaseSource } from "./program.js";

const MIRROR = process.env["MONGOMS_DOWNLOAD_MIRROR"] ?? "https://fastdl.mongodb.org";
const LOOKUP_LIMIT_MS = 2_000;
const DOWNLOAD_LIMIT_MS = 75_000;

/** mongodb-memory-server's download, given up at once where its host is not known. */
export const downloadedMongod: DatabaseSource = {
  name: "mongodb-memory-server's download of mongod",
  engine: "mongod",
  program: async () => {
    // The library itself would retry for many seconds.
    await withTimeout(LOOKUP_LIMIT_MS, lookup(new URL(MIRROR).hostname));
    const progress = showProgress("Downloading MongoDB (once)");
    try {
      return mongodProgram(await withTimeout(DOWNLOAD_LIMIT_MS, MongoBinary.getPath()));
    } finally {
      progress.end();
    }
  },
};
