import type { Contender, Services } from "./contender.js";
import { Load } from "./load.js";
import type { Pinned } from "./process.js";
import type { Results } from "./results.js";

export interface Context {
  readonly services: Services;
  readonly repeats: number;
  readonly quick: boolean;
  /** Whether that contender was asked for. */
  readonly wanted: (contender: string) => boolean;
  /** The size of a run, or the one for a smoke test. */
  readonly size: (full: number, quick: number) => number;
  readonly note: (text: string) => void;
}

export interface Scenario {
  readonly id: string;
  run(context: Context): Promise<Results[]>;
}

/** Long enough for a subscription that nothing confirms to be there. */
const SETTLE_MS = 300;
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/**
 * One after the other within each repeat, in an order that turns from repeat to repeat, so that
 * whatever the machine does meanwhile hits all. One that fails is reported and does not stop the rest.
 */
export async function interleave<T extends Contender>(
  { repeats, note, wanted }: Context,
  results: Results,
  all: readonly T[],
  measure: (contender: T, load: Load, repeat: number) => Promise<Record<string, number>>,
): Promise<void> {
  const contenders = all.filter(({ name }) => wanted(name));
  for (let repeat = 0; repeat < repeats; repeat++)
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(repeat + turn) % contenders.length];
      if (!contender) continue;
      note(`${results.id} ${repeat + 1}/${repeats}: ${contender.name}`);
      const load = await Load.start();
      try {
        results.add(repeat, contender.name, await measure(contender, load, repeat));
      } catch (error) {
        const [first = ""] = String(error).split("\n");
        results.failures.push(`${contender.name}, repeat ${repeat + 1}: ${first}`);
        note(String(error));
      } finally {
        await load.stop();
      }
    }
}

/** Serves, measures, and stops, however the measuring ends. */
export async function using<S extends { stop(): Promise<void> }, T>(
  started: Promise<S>,
  measure: (serving: S) => Promise<T>,
): Promise<T> {
  const serving = await started;
  try {
    return await measure(serving);
  } finally {
    await serving.stop();
  }
}

/** The processor time that the server takes while something goes on, in seconds. */
export async function cpuDuring<T>(
  server: Pinned | undefined,
  work: () => Promise<T>,
): Promise<[result: T, seconds: number]> {
  const before = server?.cpuSeconds() ?? 0;
  const result = await work();
  return [result, (server?.cpuSeconds() ?? 0) - before];
}
