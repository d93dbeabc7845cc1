import { dirname, join } from "node:path";
import type { Engine, Program } from "./program.js";

/** Beside the executables: an empty file, for the servers would read one of the user's or of /etc. */
export const CONFIG_FILE = "secantus.toml";

/** SecantusDB speaks MongoDB's protocol; its two servers share their flags but not their files. */
export function secantusProgram(
  engine: Engine,
  name: string,
  executable: string,
  args: readonly string[] = [],
): Program {
  return {
    engine,
    name,
    command: executable,
    args: [
      ...args,
      ...["--config", join(dirname(executable), "..", CONFIG_FILE)],
      ...["--host", "127.0.0.1", "--port", "{port}", "--storage-path", "{folder}"],
      // An acknowledged journalled write is on the disk, as with MongoDB; without the flag it is not.
      ...["--sync-on-commit", "--cache-size", "512M", "--log-level", "WARNING"],
    ],
  };
}
