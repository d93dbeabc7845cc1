import { setTimeout as delay } from "node:timers/promises";

/** Longer than the work takes, also under load: a step more would tell. */
const STEP_MS = 200;

/** Answers and failures take a whole number of steps, so that time does not tell what was found. */
export async function inEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  try {
    return await work();
  } finally {
    const rest = STEP_MS - ((performance.now() - begin) % STEP_MS);
    await delay(rest);
  }
}
