import type { Types } from "mongoose";
import type { Message } from "./message.model.js";

export interface SeqRange {
  readonly conversationId: Types.ObjectId;
  readonly after: number;
  readonly to: number;
}

/** A range whose newest message has that ordinal. */
export interface CountedRange extends SeqRange {
  readonly headOrdinal: number;
}

/** What of an entry tells how far something is from the end of its log. */
export interface LogPlace {
  readonly ordinal: number;
  readonly isUser: boolean;
  readonly isGone: boolean;
}

/** What of a message a mail tells, or is decided by. */
export type Notice = Pick<Message, "seq" | "kind" | "senderId" | "createdAt" | "deletedAt">;

/** Which message, and in which log. */
export interface MessageKey {
  readonly conversationId: Types.ObjectId;
  readonly _id: Types.ObjectId;
}

/** The key that its sender chose: in another conversation it stands for another message. */
export interface ClientKey {
  readonly conversationId: Types.ObjectId;
  readonly senderId: Types.ObjectId;
  readonly clientMessageId: string;
}
