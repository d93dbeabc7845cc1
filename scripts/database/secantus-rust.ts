import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, fetchOrMake, lookUp, type Recipe } from "../cache/cache.js";
import { onPath } from "../process/on-path.js";
import { run } from "../process/run.js";
import type { Progress } from "../progress.js";
import type { Program, DatabaseSource } from "./program.js";
import { CONFIG_FILE, secantusProgram } from "./secantus.js";

const VERSION = "0.5.3-beta.177";
/** What the crate asks for. Older compilers are tried all the same: 1.95 builds it. */
const RUST_VERSION = "1.98.0";

const recipe: Recipe = {
  name: "secantus-rust",
  version: VERSION,
  title: "Building SecantusDB's Rust server (once, about five minutes on two cores)",
  executable: "bin/secantusd-rs",
  make: async (folder, progress) => {
    await writeFile(join(folder, CONFIG_FILE), "");
    // Kept when a build is interrupted: the next one goes on from there.
    const target = join(cacheFolder(), `secantus-rust-${VERSION}.target`);
    await mkdir(target, { recursive: true });
    await build({ folder, target, progress });
    await rm(target, { recursive: true, force: true });
  },
};

export const cachedRustServer: DatabaseSource = {
  name: "SecantusDB's Rust server, built before",
  engine: "secantus-rust",
  program: async () => {
    const file = await lookUp(recipe);
    if (file === null) throw new Error(`${cacheFolder()} has none`);
    return rustProgram(file);
  },
};

export const builtRustServer: DatabaseSource = {
  name: "SecantusDB's Rust server, built by cargo",
  engine: "secantus-rust",
  program: async () => {
    for (const tool of ["cargo", "cmake", "cc"]) {
      if ((await onPath(tool)) === null) throw new Error(`there is no ${tool} on the PATH`);
    }
    return rustProgram(await fetchOrMake(recipe));
  },
};

function rustProgram(file: string): Program {
  // It makes its log file as large as it may become and reads all of it at a start: with the
  // default of 2 GB that takes ten seconds.
  const args = ["--log-file-max", "32MB"];
  return secantusProgram("secantus-rust", `SecantusDB ${VERSION} (Rust)`, file, args);
}

interface Build {
  readonly folder: string;
  readonly target: string;
  readonly progress: Progress;
}

/** With the compiler at hand, and if that is too old with a newer one that rustup puts into our cache. */
async function build(job: Build): Promise<void> {
  try {
    await install(job, ["--ignore-rust-version"], process.env);
  } catch (error) {
    if ((await onPath("rustup")) === null) throw error;
    job.progress.note(`fetching Rust ${RUST_VERSION}`);
    const env = { ...process.env, RUSTUP_HOME: join(cacheFolder(), "rustup") };
    const toolchain = ["toolchain", "install", RUST_VERSION, "--profile", "minimal"];
    await run("rustup", [...toolchain, "--no-self-update"], { env, limitMs: 180_000 }).catch(() => {
      throw error;
    });
    await install(job, [], { ...env, RUSTUP_TOOLCHAIN: RUST_VERSION });
  }
}

async function install(job: Build, flags: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const crate = ["install", "secantus-mdb", "--version", VERSION, "--locked", "--no-track"];
  await run("cargo", [...crate, "--root", job.folder, ...flags], {
    env: { ...env, CARGO_TARGET_DIR: job.target },
    onLine: (line) => job.progress.note(line),
  });
}
