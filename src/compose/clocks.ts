import { DatabaseClock } from "../adapters/database-clock.js";
import type { Logger } from "../adapters/logger.js";
import type { Mongo } from "../adapters/mongo.js";

export interface ClockProbes {
  readonly now?: () => Date;
  readonly machineClock?: () => number;
}

/** The clock that all nodes share; and that of what is due later, which a test may turn. */
export function createClocks(
  mongo: Mongo,
  logger: Logger,
  { now, machineClock }: ClockProbes,
): { readonly clock: DatabaseClock; readonly due: Pick<DatabaseClock, "now" | "shared"> } {
  const clock = new DatabaseClock(mongo, {
    ...(machineClock && { own: machineClock }),
    onSkew: (skewMs) => logger.warn({ skewMs }, "the clock is not that of the database"),
  });
  // A test that lets time pass does so for what all nodes share.
  return { clock, due: now ? { now, shared: (at: Date): Date => at } : clock };
}
