import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A message has at most some 40 KB: what is longer than this is no line, and is not kept in memory. */
export const MAX_LINE_BYTES = 1_048_576;
const CHUNK_BYTES = 262_144;
const NEWLINE = 10;

export interface RawLine {
  /** From 1 on. */
  readonly number: number;
  /** Where it begins. */
  readonly offset: number;
  /** Null: it is too long. */
  readonly text: string | null;
}

export interface Start {
  readonly number: number;
  readonly offset: number;
}

/** The files of a folder, by name, or the one file. */
export class LineFiles {
  private constructor(
    readonly paths: readonly string[],
    /** From where the paths of attachments go. */
    readonly folder: string,
  ) {}

  static async open(path: string): Promise<LineFiles> {
    const found = await stat(path).catch(() => null);
    if (!found) throw new Error(`There is no file or folder ${path}.`);
    if (!found.isDirectory()) return new LineFiles([path], dirname(path));
    const names = (await readdir(path)).filter((name) => name.endsWith(".jsonl")).sort();
    if (names.length === 0)
      throw new Error(`There are no files with the ending .jsonl in ${path}.`);
    return new LineFiles(
      names.map((name) => join(path, name)),
      path,
    );
  }
}

/** Line by line, with one chunk in memory. Empty lines are left out. */
export async function* linesOf(
  path: string,
  start: Start = { number: 1, offset: 0 },
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<RawLine> {
  let { number, offset } = start;
  let parts: Buffer[] = [];
  let bytes = 0;
  const line = (): RawLine | null => {
    const text = bytes > maxBytes ? null : Buffer.concat(parts).toString("utf8").trim();
    return text === "" ? null : { number, offset, text };
  };
  const source = createReadStream(path, { start: offset, highWaterMark: CHUNK_BYTES });
  for await (const chunk of source as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, end));
      bytes += end - from;
      const found = line();
      if (found) yield found;
      offset += bytes + 1;
      number += 1;
      from = end + 1;
      [parts, bytes] = [[], 0];
    }
    bytes += chunk.length - from;
    // What is too long is counted, and not kept.
    if (bytes <= maxBytes) parts.push(chunk.subarray(from));
    else parts = [];
  }
  const last = line();
  if (last) yield last;
}
