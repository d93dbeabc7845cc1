import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { waitForLock } from "../cache/lock.js";
import { run } from "../process/run.js";
import { showProgress } from "../progress.js";
import { hashOf } from "./sources.js";

/** A part of the program that is compiled, and only when what it is made from has changed. */
interface Part {
  readonly title: string;
  readonly sources: readonly string[];
  readonly output: string;
  readonly command: readonly string[];
}

/** A workspace may not be in this checkout; then there is nothing to build. */
const parts: readonly Part[] = [
  {
    title: "Compiling the server",
    sources: ["src", "tsconfig.json", "tsconfig.build.json", "package-lock.json"],
    output: "dist",
    command: [
      ...[process.execPath, join("node_modules", "typescript", "bin", "tsc")],
      ...["-p", "tsconfig.build.json"],
    ],
  },
  workspace("graphiql", "Building GraphiQL", []),
  workspace("client", "Building the client library", []),
  workspace("web", "Building the web client", ["schema", "client"]),
];

export async function build(): Promise<void> {
  for (const part of parts) {
    if (await exists(part.sources[0] ?? "")) await buildPart(part);
  }
}

async function buildPart(part: Part): Promise<void> {
  if (await isFresh(part)) return;
  // Not in the output folder, which a build may empty.
  const lock = await waitForLock(
    join("node_modules", `.build-${part.output.replaceAll(/\W/g, "-")}.lock`),
    () => undefined,
  );
  const progress = showProgress(part.title);
  try {
    if (await isFresh(part)) return;
    // Taken before: what changes while the compiler runs is for the next build.
    const hash = await hashOf(part.sources);
    await rm(stampOf(part), { force: true });
    const [command = "", ...args] = part.command;
    await run(command, args, { onLine: (line) => progress.note(line) });
    await mkdir(part.output, { recursive: true });
    await writeFile(`${stampOf(part)}.part`, hash);
    await rename(`${stampOf(part)}.part`, stampOf(part));
  } finally {
    progress.end();
    await lock.release();
  }
}

/** The stamp is inside the output: whoever removes that gets it built again. */
function stampOf(part: Part): string {
  return join(part.output, ".sources");
}

async function isFresh(part: Part): Promise<boolean> {
  const stamp = await readFile(stampOf(part), "utf8").catch(() => null);
  return stamp !== null && stamp === (await hashOf(part.sources));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function workspace(name: string, title: string, others: readonly string[]): Part {
  return {
    title,
    sources: [join(name, "package.json"), name, ...others, "package-lock.json"],
    output: join(name, "dist"),
    command: ["npm", "run", "build", "-w", name, "--if-present"],
  };
}
