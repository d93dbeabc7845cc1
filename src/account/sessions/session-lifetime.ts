const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Idle and absolute lifetime of a session. */
export const LIFETIME = {
  user: { idleMs: 30 * DAY_MS, absoluteMs: 180 * DAY_MS },
  admin: { idleMs: 60 * MINUTE_MS, absoluteMs: DAY_MS },
} as const;
