import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchOrMake, type Recipe } from "../cache/cache.js";
import { run } from "../process/run.js";
import { need } from "../tools.js";
import type { DatabaseSource } from "./program.js";
import { CONFIG_FILE, secantusProgram } from "./secantus.js";

const VERSION = "0.7.0b3";
const INSTALL_LIMIT_MS = 180_000;

const recipe: Recipe = {
  name: "secantus-python",
  version: VERSION,
  title: "Installing SecantusDB's Python server (once)",
  executable: "bin/python3",
  make: async (folder, progress) => {
    const onLine = (line: string): void => progress.note(line);
    const python = await need("python3", ["python3", "python3-venv"]);
    await makeVenv(python, folder, onLine);
    await run(
      join(folder, "bin", "python3"),
      ["-m", "pip", "install", "--disable-pip-version-check", `SecantusDB==${VERSION}`],
      { limitMs: INSTALL_LIMIT_MS, onLine },
    );
    await writeFile(join(folder, CONFIG_FILE), "");
  },
};

export const pythonServer: DatabaseSource = {
  name: "SecantusDB's Python server, from PyPI",
  engine: "secantus-python",
  program: async () => {
    const python = await fetchOrMake(recipe);
    // As a module: a script of the venv names the folder that it was made in, before the move.
    return secantusProgram("secantus-python", `SecantusDB ${VERSION} (Python)`, python, [
      "-c",
      "import sys; from secantus.cli import main; sys.exit(main())",
    ]);
  },
};

/** Debian keeps the module that makes a venv in a package of its own. */
async function makeVenv(
  python: string,
  folder: string,
  onLine: (line: string) => void,
): Promise<void> {
  const make = async (): Promise<unknown> => run(python, ["-m", "venv", folder], { onLine });
  try {
    await make();
  } catch {
    await need(null, ["python3-venv"]);
    await make();
  }
}
