import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import type { LineType } from "../lines/line-schema.js";
import type { Lines } from "../lines/line.types.js";

/** A folder with one file for each kind of line. It is made for its owner's eyes alone. */
export class LineWriter {
  readonly counts = new Map<LineType, number>();
  private readonly files = new Map<LineType, WriteStream>();
  private fault: Error | null = null;

  private constructor(
    readonly folder: string,
    /** Aborted when the export is to end before it is complete. */
    readonly signal: AbortSignal,
  ) {}

  static async open(
    folder: string,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<LineWriter> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0)
      throw new Error(`${folder} is not empty: name another folder for the export.`);
    return new LineWriter(folder, signal);
  }

  /** Waits while the disk is behind. */
  async write<T extends LineType>(line: Lines[T]): Promise<void> {
    this.signal.throwIfAborted();
    if (this.fault) throw this.fault;
    const type: LineType = line.type;
    this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    const file = this.fileOf(type);
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, "drain");
  }

  /** A file beside those of lines, which an import passes over. */
  async add(name: string, content: object): Promise<void> {
    const text = `${JSON.stringify(content, null, 2)}\n`;
    await writeFile(join(this.folder, name), text, { mode: 0o600, flag: "wx" });
  }

  async close(): Promise<void> {
    for (const file of this.files.values()) {
      // One that failed is closed already.
      if (file.closed) continue;
      file.end();
      await once(file, "close");
    }
    if (this.fault) throw this.fault;
  }

  private fileOf(type: LineType): WriteStream {
    const known = this.files.get(type);
    if (known) return known;
    const file = createWriteStream(join(this.folder, `${type}s.jsonl`), {
      mode: 0o600,
      flags: "wx",
    });
    file.on("error", (error) => (this.fault ??= error));
    this.files.set(type, file);
    return file;
  }
}
