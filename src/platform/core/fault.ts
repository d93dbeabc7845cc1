/** What must not be, and is tried again or worked around: its kinds, which are few and name nobody. */
export type FaultKind =
  | "a log cannot be read"
  | "a message is missing in a log"
  | "a hint is ahead of its log"
  | "the ends of logs cannot be read"
  | "a cursor cannot go on"
  | "an event cannot be rendered"
  | "writers cannot be looked after"
  | "other processes use the database, and no REDIS_URL joins them"
  | "followers cannot be looked after"
  | "a follower cannot go on"
  | "devices cannot be told"
  | "an export cannot be written"
  | "memberships cannot be read"
  | "blocks cannot be read"
  | "people cannot be read"
  | "a subscription has failed"
  | "rows cannot be brought up to their log"
  | "presence cannot be written"
  | "typing cannot be written"
  | "ends of sessions cannot be read"
  | "sessions cannot be looked at"
  | "breached passwords cannot be looked up"
  | "the keys of an identity provider cannot be had"
  | "Redis refuses to be listened to"
  | "Redis refuses what is published"
  | "a hint is malformed";

export interface FaultPlace {
  readonly conversationId?: string;
  readonly userId?: string;
}

/** Told each time; whoever listens sees to it that it is not repeated. */
export type OnFault = (kind: FaultKind, error: unknown, place?: FaultPlace) => void;
