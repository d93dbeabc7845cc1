const FIRST = new Date(0);

export interface ReadDate {
  readonly at: Date;
  /** What had to be changed of it. */
  readonly loss: string | null;
}

/** One from the future would stay the newest for long; one before 1970 is no time of a message. */
export function readDate(text: string, now = new Date()): ReadDate {
  const at = new Date(text);
  if (at > now) return { at: now, loss: "a date is in the future: it is now instead" };
  if (at < FIRST) return { at: FIRST, loss: "a date is before 1970: it is 1970 instead" };
  return { at, loss: null };
}

export function dateOf(text: string | null | undefined): Date | null {
  return text ? readDate(text).at : null;
}
