import { mkdtemp, rm, stat } from "node:fs/promises";
import { arch, homedir, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { Pinned } from "./process.js";

export interface Database {
  readonly name: string;
  readonly uri: string;
  stop(): Promise<void>;
}

/** BENCH_MONGO_DB_URI, or a server of our own with an empty folder, on the disk at each commit. */
export async function startDatabase(): Promise<Database> {
  const given = process.env["BENCH_MONGO_DB_URI"];
  if (given)
    return { name: "as BENCH_MONGO_DB_URI says", uri: given, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), "confab-bench-db-"));
  const server = await Pinned.start({
    command: await program(),
    args: ["--host", "127.0.0.1", "--port", "0", "--storage-path", folder, "--sync-on-commit"],
    role: "database",
    ready: /listening on 127\.0\.0\.1:(\d+)/,
  });
  return {
    name: "SecantusDB's Rust server, synchronous on commit",
    uri: `mongodb://127.0.0.1:${server.match}/`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** SECANTUSD, or the one that `npm test` has built. */
async function program(): Promise<string> {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "confab");
  const built = `secantus-rust-0.5.3-beta.177-${platform()}-${arch()}/bin/secantusd-rs`;
  const file = process.env["SECANTUSD"] ?? join(cache, built);
  const found = await stat(file).catch(() => null);
  if (!found)
    throw new Error(
      "No database: run `npm test` once, which builds one, or set BENCH_MONGO_DB_URI.",
    );
  return file;
}
