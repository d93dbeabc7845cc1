import type { Membership } from "../../chat/membership/membership.model.js";
import type { LogEntry } from "./log-entry.js";

/** What of a membership says what its owner may read: a place in a log keeps no more of it. */
export type Stay = Pick<
  Membership,
  | "conversationId"
  | "userId"
  | "joinedSeq"
  | "joinedRevision"
  | "leftAt"
  | "leftSeq"
  | "leftRevision"
  | "appliedSeq"
> & {
  /** The first message that its owner is shown. */
  readonly firstSeq: number;
};

/** Who may read what, as the log and the rows say now. */
export interface Memberships {
  /** Also of somebody who has left; null where there never was one. */
  find(userId: string, conversationId: string): Promise<Stay | null>;
  /** A stay that is over, as it ended; null where the log does not tell of its end. */
  ended(stay: Stay, next: Stay): Promise<Stay | null>;
  /**
   * Of a stay that is over, what came in a stretch of revisions and was changed after the end: it
   * stands beyond that. Oldest first.
   */
  changedSince(stay: Stay, after: number, to: number): Promise<LogEntry[]>;
  /** What is shown of such an entry: that it came, and nothing of what it says now. */
  withheld(entry: LogEntry, stay: Stay): LogEntry;
  /** Of the conversations that the user is in now. */
  all(userId: string): Promise<Stay[]>;
  /** Those of all these people, in any order. */
  ofMany(userIds: readonly string[]): Promise<Stay[]>;
}
