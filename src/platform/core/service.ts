import type { Types } from "mongoose";

/** What a service key may do. */
export enum Scope {
  USERS_READ = "USERS_READ",
  USERS_WRITE = "USERS_WRITE",
  TOKENS_ISSUE = "TOKENS_ISSUE",
  ACT_AS = "ACT_AS",
  CONVERSATIONS_READ = "CONVERSATIONS_READ",
  CONVERSATIONS_WRITE = "CONVERSATIONS_WRITE",
  MESSAGES_WRITE = "MESSAGES_WRITE",
  EVENTS_READ = "EVENTS_READ",
  WEBHOOKS_WRITE = "WEBHOOKS_WRITE",
}

/** A backend that asks by a key of its own, for itself or in the name of a person. */
export interface Service {
  readonly keyId: Types.ObjectId;
  readonly name: string;
  readonly scopes: readonly Scope[];
}
