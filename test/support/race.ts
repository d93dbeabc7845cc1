/** How often a race is run: a few times with the others, more by RACE_RUNS. */
const RACE_RUNS = Number(process.env["RACE_RUNS"] ?? 2);

export const raceRuns = Array.from({ length: RACE_RUNS }, (_, run) => run);

/** Long enough for all of them on a machine that has other things to do. */
export const RACE_LIMIT_MS = 60_000 + RACE_RUNS * 10_000;

/**
 * Does `attempt` again and again, so many at a time, while `act` runs and until it has answered: so
 * that some are at each of their steps when it takes effect. Resolves to what they answered. `most`
 * bounds how many are begun, where too many would change what is raced with.
 */
export async function during<T>(
  act: () => Promise<unknown>,
  attempt: (worker: number) => Promise<T>,
  { workers = 4, most = Infinity } = {},
): Promise<T[]> {
  const results: T[] = [];
  let over = false;
  let begun = 0;
  const work = async (worker: number): Promise<void> => {
    do {
      begun++;
      results.push(await attempt(worker));
    } while (!over && begun < most);
  };
  const all = Array.from({ length: workers }, (_, worker) => work(worker));
  try {
    await act();
  } finally {
    over = true;
  }
  await Promise.all(all);
  return results;
}
