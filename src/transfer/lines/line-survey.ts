import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { OnProgress } from "../report/outcome.js";
import { readDate } from "./line-dates.js";
import { linesOf, type LineFiles, type Start } from "./line-files.js";
import type { LineReader } from "./line-reader.js";
import type { LineType } from "./line-schema.js";
import type { Lines, MessageLine } from "./line.types.js";

const MAX_FAULTS = 100_000;

interface Stretch {
  readonly first: Start;
  last: number;
}

/** Each line was read and checked once: what there is, where, and what is no line. */
export class LineSurvey {
  readonly counts = new Map<LineType, number>();
  /** As `file:number what is wrong`. */
  readonly faults: string[] = [];
  /** Whether the messages of each conversation come in the order of their dates. */
  isInOrder = true;
  private readonly faulty = new Map<string, Set<number>>();
  private readonly stretches = new Map<string, Map<LineType, Stretch>>();
  private readonly newest = new Map<string, number>();

  private constructor(
    readonly files: LineFiles,
    private readonly reader: LineReader,
  ) {}

  static async of(
    files: LineFiles,
    reader: LineReader,
    onProgress: OnProgress,
  ): Promise<LineSurvey> {
    const survey = new LineSurvey(files, reader);
    const sizes = await Promise.all(files.paths.map(async (path) => (await stat(path)).size));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let before = 0;
    for (const [at, path] of files.paths.entries()) {
      for await (const line of linesOf(path)) {
        survey.take(path, line);
        onProgress("bytes checked", before + line.offset, total);
      }
      before += sizes[at] ?? 0;
    }
    onProgress("bytes checked", total, total);
    survey.newest.clear();
    return survey;
  }

  count(type: LineType): number {
    return this.counts.get(type) ?? 0;
  }

  /** The good lines of one kind, in their order. */
  async *lines<T extends LineType>(type: T): AsyncGenerator<Lines[T]> {
    for (const path of this.files.paths) {
      const stretch = this.stretches.get(path)?.get(type);
      if (!stretch) continue;
      const faulty = this.faulty.get(path);
      for await (const { number, text } of linesOf(path, stretch.first)) {
        if (!faulty?.has(number) && text !== null) {
          const value = JSON.parse(text) as Lines[LineType];
          if (value.type === type) yield value as Lines[T];
        }
        if (number >= stretch.last) break;
      }
    }
  }

  private take(path: string, line: Parameters<LineReader["read"]>[0]): void {
    const { number, offset } = line;
    const read = this.reader.read(line);
    if ("fault" in read) return this.blame(path, number, read.fault);
    const { type, value } = read;
    this.counts.set(type, this.count(type) + 1);
    const ofFile = this.stretches.get(path) ?? new Map<LineType, Stretch>();
    this.stretches.set(path, ofFile);
    const stretch = ofFile.get(type);
    if (stretch) stretch.last = number;
    else ofFile.set(type, { first: { number, offset }, last: number });
    if (type === "message") this.follow(value as MessageLine);
  }

  private blame(path: string, number: number, fault: string): void {
    this.faults.push(`${basename(path)}:${number} ${fault}`);
    const numbers = this.faulty.get(path) ?? new Set();
    this.faulty.set(path, numbers.add(number));
    if (this.faults.length > MAX_FAULTS)
      throw new Error(`More than ${MAX_FAULTS} lines are faulty. Nothing was written.`);
  }

  private follow({ conversation, createdAt, confab }: MessageLine): void {
    if (confab || !this.isInOrder) return;
    const at = readDate(createdAt).at.getTime();
    if (at < (this.newest.get(conversation) ?? 0)) this.isInOrder = false;
    this.newest.set(conversation, at);
  }
}
