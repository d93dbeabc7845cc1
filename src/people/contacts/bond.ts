import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";

/** What stands between two people, each named by an id in hex. */
export interface Bond {
  /** Who asked and waits for an answer. */
  readonly requestedBy: string | null;
  /** Since when they are contacts. */
  readonly since: Date | null;
  /** Who of the two has blocked the other. While anybody has, there is no request and no contact. */
  readonly blockedBy: readonly string[];
}

export enum ContactState {
  NONE = "NONE",
  REQUEST_SENT = "REQUEST_SENT",
  REQUEST_RECEIVED = "REQUEST_RECEIVED",
  CONTACT = "CONTACT",
}

export const STRANGERS: Bond = { requestedBy: null, since: null, blockedBy: [] };

/** How one person's act changes the bond; the same bond back means that nothing changes. */
export type Act = (bond: Bond, by: string, now: Date) => Bond;

/** Two people who ask each other are contacts. */
export const request: Act = (bond, by, now) => {
  if (bond.blockedBy.length > 0) throw blocked();
  if (bond.since || bond.requestedBy === by) return bond;
  return bond.requestedBy
    ? { ...bond, requestedBy: null, since: now }
    : { ...bond, requestedBy: by };
};

export const answer =
  (accept: boolean): Act =>
  (bond, by, now) => {
    if (bond.since && accept) return bond;
    if (!bond.requestedBy || bond.requestedBy === by)
      throw badInput("userId", "There is no request of that person to answer.");
    return { ...bond, requestedBy: null, since: accept ? now : null };
  };

/** Also takes back a request of one's own. */
export const remove: Act = (bond, by) =>
  bond.since || bond.requestedBy === by ? { ...bond, since: null, requestedBy: null } : bond;

export const setBlocked =
  (on: boolean): Act =>
  (bond, by) => {
    if (on === bond.blockedBy.includes(by)) return bond;
    const others = bond.blockedBy.filter((id) => id !== by);
    return on
      ? { requestedBy: null, since: null, blockedBy: [...others, by] }
      : { ...bond, blockedBy: others };
  };

export function stateFor(bond: Bond, userId: string): ContactState {
  if (bond.since) return ContactState.CONTACT;
  if (!bond.requestedBy) return ContactState.NONE;
  return bond.requestedBy === userId ? ContactState.REQUEST_SENT : ContactState.REQUEST_RECEIVED;
}

/** Says nothing about which of the two has blocked the other. */
function blocked(): AppError {
  return new AppError(ErrorCode.BLOCKED, "A block stands between you and that person.");
}
