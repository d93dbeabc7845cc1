/** How long a message waits for its reader before it is mailed, and one mail for the next. */
export const UNREAD_FOR_MS = 10 * 60_000;
export const PAUSE_MS = 30 * 60_000;

export interface Waiting {
  readonly now: Date;
  /** When the oldest message was sent that the member has not read; null: there is none. */
  readonly oldestUnreadAt: Date | null;
  readonly newestSeq: number;
  readonly lastDigest: { readonly sentAt: Date; readonly seq: number } | null;
  /** On any device. */
  readonly online: boolean;
  readonly muted: boolean;
  /** By the member's settings. */
  readonly wanted: boolean;
}

/** Whether the member gets a mail now. */
export function isDigestDue(waiting: Waiting): boolean {
  const { now, oldestUnreadAt, newestSeq, lastDigest, online, muted, wanted } = waiting;
  if (!wanted || muted || online || !oldestUnreadAt) return false;
  if (now.getTime() - oldestUnreadAt.getTime() < UNREAD_FOR_MS) return false;
  if (!lastDigest) return true;
  return newestSeq > lastDigest.seq && isPauseOver(lastDigest, now);
}

export function isPauseOver({ sentAt }: { readonly sentAt: Date }, now: Date): boolean {
  return now.getTime() - sentAt.getTime() >= PAUSE_MS;
}
