import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";

/** What stands between two people, each named by an id in hex. */
export interface Contact {
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

export const STRANGERS: Contact = { requestedBy: null, since: null, blockedBy: [] };

/** How one person's act changes the contact; the same contact back means that nothing changes. */
export type Act = (contact: Contact, by: string, now: Date) => Contact;

/** Two people who ask each other are contacts. */
export const request: Act = (contact, by, now) => {
  if (contact.blockedBy.length > 0) throw blocked();
  if (contact.since || contact.requestedBy === by) return contact;
  return contact.requestedBy
    ? { ...contact, requestedBy: null, since: now }
    : { ...contact, requestedBy: by };
};

export const answer =
  (accept: boolean): Act =>
  (contact, by, now) => {
    if (contact.since && accept) return contact;
    if (!contact.requestedBy || contact.requestedBy === by)
      throw badInput("userId", "That person has not sent you a contact request.");
    return { ...contact, requestedBy: null, since: accept ? now : null };
  };

/** Also takes back a request of one's own. */
export const remove: Act = (contact, by) =>
  contact.since || contact.requestedBy === by
    ? { ...contact, since: null, requestedBy: null }
    : contact;

export const setBlocked =
  (on: boolean): Act =>
  (contact, by) => {
    if (on === contact.blockedBy.includes(by)) return contact;
    const others = contact.blockedBy.filter((id) => id !== by);
    return on
      ? { requestedBy: null, since: null, blockedBy: [...others, by] }
      : { ...contact, blockedBy: others };
  };

export function stateFor(contact: Contact, userId: string): ContactState {
  if (contact.since) return ContactState.CONTACT;
  if (!contact.requestedBy) return ContactState.NONE;
  return contact.requestedBy === userId ? ContactState.REQUEST_SENT : ContactState.REQUEST_RECEIVED;
}

/** Says nothing about which of the two has blocked the other. */
function blocked(): AppError {
  return new AppError(
    ErrorCode.BLOCKED,
    "You cannot contact that person: one of you has blocked the other.",
  );
}
