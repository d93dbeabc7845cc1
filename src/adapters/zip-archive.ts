import { createReadStream, createWriteStream, type ReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** What is compressed already, or may be. */
const STORED_FOLDER = "files/";

/** Puts a folder into a zip file, one file after the other. */
export async function zipFolder(
  folder: string,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const archive = new ZipFile();
  const file = createWriteStream(target, { mode: 0o600, flags: "wx" });
  const broken = new AbortController();
  archive.on("error", (error: Error) => broken.abort(error));
  let current: ReadStream | null = null;
  const either = AbortSignal.any([signal, broken.signal]);
  const written = pipeline(archive.outputStream, file, { signal: either });
  const added = (async () => {
    for await (const path of filesOf(folder, "")) {
      const compress = !path.startsWith(STORED_FOLDER);
      archive.addReadStreamLazy(path, { compress, mode: 0o600 }, (take) => {
        current = createReadStream(join(folder, path));
        current.on("error", (error) => broken.abort(error));
        take(null, current);
      });
    }
    archive.end();
  })();
  try {
    await Promise.all([added, written]);
  } catch (error) {
    throw either.aborted ? either.reason : error;
  } finally {
    // What is broken off would stay open.
    (current as ReadStream | null)?.destroy();
  }
}

/** Paths with slashes, as they stand in archives. */
async function* filesOf(folder: string, prefix: string): AsyncGenerator<string> {
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) yield* filesOf(folder, `${path}/`);
    else yield path;
  }
}
