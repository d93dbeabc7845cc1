import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readDate } from "../lines/line-dates.js";
import { linesOf, MAX_LINE_BYTES } from "../lines/line-files.js";
import type { LineSurvey } from "../lines/line-survey.js";
import type { MessageLine } from "../lines/line.types.js";

/** What is sorted in memory at once; the runs of it are merged from the disk. */
const RUN_BYTES = 33_554_432;

/** When it was written, which one it was, and itself. */
type Placed = readonly [at: number, order: number, text: string];

/** Those of a survey, each conversation's in the order of their dates. */
export async function* inOrder(survey: LineSurvey): AsyncGenerator<MessageLine> {
  if (survey.isInOrder) {
    yield* survey.lines("message");
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "confab-import-"));
  try {
    const runs: string[] = [];
    for await (const run of runsOf(survey)) {
      const path = join(folder, `${runs.length}`);
      await pipeline(Readable.from(textOf(run)), createWriteStream(path, { mode: 0o600 }));
      runs.push(path);
    }
    for await (const [, , text] of merged(runs)) yield JSON.parse(text) as MessageLine;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* runsOf(survey: LineSurvey): AsyncGenerator<Placed[]> {
  let run: Placed[] = [];
  let [bytes, order] = [0, 0];
  for await (const line of survey.lines("message")) {
    const text = JSON.stringify(line);
    // Those that have their places already come first, as they came.
    run.push([line.confab ? -1 : readDate(line.createdAt).at.getTime(), (order += 1), text]);
    bytes += text.length;
    if (bytes < RUN_BYTES) continue;
    yield run.sort(byPlace);
    [run, bytes] = [[], 0];
  }
  yield run.sort(byPlace);
}

function* textOf(run: readonly Placed[]): Generator<string> {
  for (const [at, order, text] of run) yield `${at} ${order} ${text}\n`;
}

async function* merged(paths: readonly string[]): AsyncGenerator<Placed> {
  const heads: { next: Placed; rest: AsyncGenerator<Placed> }[] = [];
  for (const path of paths) {
    const rest = placedIn(path);
    const first = await rest.next();
    if (!first.done) heads.push({ next: first.value, rest });
  }
  while (heads.length > 0) {
    // Some dozens of runs at most: to look at each is as good as a heap.
    const least = heads.reduce((a, b) => (byPlace(b.next, a.next) < 0 ? b : a));
    yield least.next;
    const following = await least.rest.next();
    if (following.done) heads.splice(heads.indexOf(least), 1);
    else least.next = following.value;
  }
}

async function* placedIn(path: string): AsyncGenerator<Placed> {
  for await (const { text } of linesOf(path, undefined, 2 * MAX_LINE_BYTES)) {
    const [, at, order, rest] = /^(-?\d+) (\d+) (.*)$/s.exec(text ?? "") ?? [];
    if (rest === undefined) throw new Error("a file of the import was changed while it was sorted");
    yield [Number(at), Number(order), rest];
  }
}

function byPlace(a: Placed, b: Placed): number {
  return a[0] - b[0] || a[1] - b[1];
}
