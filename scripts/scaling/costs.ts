import { readFileSync } from "node:fs";
import type { placements } from "./shard-keys.js";

interface Sample {
  readonly contender: string;
  readonly values: Readonly<Record<string, number>>;
}
interface Samples {
  readonly results: readonly { readonly id: string; readonly samples: readonly Sample[] }[];
}

const SAMPLES = new URL("../../docs/benchmarks/samples.json", import.meta.url);

/** Of one core, and of memory, where nothing else is said. */
export interface Costs {
  readonly socketBytes: number;
  readonly connectMicros: number;
  readonly deliveryMicros: number;
  readonly messageMicros: number;
  readonly objectMicros: number;
  readonly hintMicros: { readonly made: number; readonly heard: number; readonly ignored: number };
}

/** As `npm run bench` measured them, and two that it does not measure. */
export function measuredCosts(): Costs {
  const { results } = JSON.parse(readFileSync(SAMPLES, "utf8")) as Samples;
  const median = (id: string, contender: string, value: string): number => {
    const samples = results.find((result) => result.id === id)?.samples ?? [];
    const values = samples
      .filter((sample) => sample.contender === contender)
      .map(({ values }) => values[value] ?? Number.NaN)
      .sort((a, b) => a - b);
    const [low, high] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
    if (low === undefined || high === undefined) throw new Error(`nobody measured ${id}`);
    return (low + high) / 2;
  };
  const plain = median("fan-out-w1", "Confab", "cpu");
  return {
    socketBytes: median("idle", "Confab", "resident") * 1_000,
    connectMicros: median("connects", "Confab", "cpu"),
    deliveryMicros: median("fan-out-w1", "Confab, all that a chat shows", "cpu"),
    // Five deliveries of a small group, less what they cost in a large one, are the message.
    messageMicros: 5 * (median("small-groups", "Confab", "cpu") - plain),
    // What docs/limits.md charges for an object of a query.
    objectMicros: 40,
    // A hint with an entry of 200 characters, made and read 5,000 times over, the best of 30 runs.
    hintMicros: { made: 4.4, heard: 5, ignored: 0.9 },
  };
}

/** Bytes of a row, and of its keys in all indexes, before the database compresses either. */
export interface RowBytes {
  readonly row: number;
  readonly keys: number;
}

/** Of what a test makes by the API; it holds these figures against the rows. A message has 200 characters. */
export const rowBytes = {
  messages: { row: 475, keys: 175 },
  memberships: { row: 370, keys: 259 },
  conversations: { row: 307, keys: 117 },
  users: { row: 333, keys: 94 },
  sessions: { row: 252, keys: 59 },
} as const satisfies Readonly<Record<keyof typeof placements, RowBytes>>;
