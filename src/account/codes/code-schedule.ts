const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const PER_HOUR = 3;
const PER_DAY = 5;

export interface Issues {
  /** Oldest first. */
  readonly issuedAt: readonly Date[];
  /** Codes that died of wrong guesses. */
  readonly exhausted: number;
}

/**
 * When the next code may be sent to an address: a minute after the last, doubled for each code
 * that died of wrong guesses, and never more than 3 an hour and 5 a day.
 */
export function nextIssueAt({ issuedAt, exhausted }: Issues): Date {
  const last = issuedAt.at(-1)?.getTime() ?? 0;
  const third = issuedAt.at(-PER_HOUR)?.getTime() ?? 0;
  const fifth = issuedAt.at(-PER_DAY)?.getTime() ?? 0;
  const wait = MINUTE_MS * 2 ** Math.min(exhausted, PER_DAY);
  return new Date(
    Math.max(
      last + wait,
      issuedAt.length < PER_HOUR ? 0 : third + HOUR_MS,
      fifth && fifth + DAY_MS,
    ),
  );
}
