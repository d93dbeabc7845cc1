import type { LineSurvey } from "../lines/line-survey.js";
import type { LineType } from "../lines/line-schema.js";
import type { Lines } from "../lines/line.types.js";
import type { OnProgress } from "../report/outcome.js";
import { batchesOf } from "./batches.js";
import { inOrder } from "./sorted-messages.js";

/** Takes lines of one kind, some at a time. */
type Takers = {
  readonly [T in LineType]: (lines: readonly Lines[T][]) => Promise<void>;
};

export interface LineImportDependencies {
  readonly takers: Takers;
  /** What was put off until all is there. */
  readonly finish: () => Promise<void>;
  readonly onProgress: OnProgress;
}

/** In this order each finds what it names. */
const ORDER = [
  ...["user", "contact", "conversation", "membership", "attachment", "message"],
] as readonly LineType[];
const BATCH: Readonly<Partial<Record<LineType, number>>> = { message: 1_000 };
const SMALL_BATCH = 100;

/** All lines of a survey, kind by kind. It may be run again: what is here by then stays as it is. */
export class LineImport {
  constructor(private readonly deps: LineImportDependencies) {}

  async run(survey: LineSurvey): Promise<void> {
    for (const type of ORDER) await this.takeAll(survey, type);
    await this.deps.finish();
  }

  private async takeAll<T extends LineType>(survey: LineSurvey, type: T): Promise<void> {
    const { takers, onProgress } = this.deps;
    const of = survey.count(type);
    const take = takers[type] as (lines: readonly Lines[T][]) => Promise<void>;
    let done = 0;
    const lines = type === "message" ? inOrder(survey) : survey.lines(type);
    const size = BATCH[type] ?? SMALL_BATCH;
    for await (const batch of batchesOf(lines as AsyncGenerator<Lines[T]>, size)) {
      await take(batch);
      onProgress(`${type}s`, (done += batch.length), of);
    }
  }
}
