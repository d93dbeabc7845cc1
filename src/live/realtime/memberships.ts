import type { Membership } from "../../chat/membership/membership.model.js";

/** Who may read what, as the log and the rows say now. */
export interface Memberships {
  /** Also of somebody who has left; null where there never was one. */
  find(userId: string, conversationId: string): Promise<Membership | null>;
  /** A stay that is over, as it ended; null where the log does not tell of its end. */
  ended(stay: Membership, next: Membership): Promise<Membership | null>;
  /** Of the conversations that the user is in now. */
  all(userId: string): Promise<Membership[]>;
  /** Those of all these people, in any order. */
  ofMany(userIds: readonly string[]): Promise<Membership[]>;
}
