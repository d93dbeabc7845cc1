import type { JsonObject } from "../../platform/core/json-object.js";

/** What a sender gives. */
export interface NewMessage {
  readonly conversationId?: string | null;
  readonly userId?: string | null;
  readonly clientMessageId: string;
  readonly body?: string | null;
  readonly attachmentIds?: readonly string[] | null;
  readonly replyToId?: string | null;
  readonly mentionIds?: readonly string[] | null;
  readonly type?: string | null;
  readonly metadata?: JsonObject | null;
}

/** The same, as it is to be stored. */
export interface CheckedMessage extends Omit<NewMessage, "metadata"> {
  readonly body: string | null;
  readonly metadata: string | null;
}
