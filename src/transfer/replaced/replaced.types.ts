import type { Types } from "mongoose";

/** A row of the replaced system's users, as loosely as it may be stored. */
export interface OldUser {
  readonly _id: Types.ObjectId;
  readonly name?: unknown;
  readonly email?: unknown;
  readonly password?: unknown;
  readonly phone?: unknown;
  readonly gender?: unknown;
  readonly confirmed?: unknown;
  readonly role?: unknown;
  readonly provider?: unknown;
  readonly friends?: unknown;
  readonly profileImage?: unknown;
  readonly isDeleted?: unknown;
  readonly createdAt?: unknown;
}

export interface OldMessage {
  readonly _id: Types.ObjectId;
  readonly message?: unknown;
  readonly senderId?: unknown;
}

/** Who a chat is between, without its messages. */
export interface OldPair {
  readonly _id: Types.ObjectId;
  readonly mainUser?: unknown;
  readonly subParticipant?: unknown;
}

/** The replaced system's database: it is read, and never written. */
export interface ReplacedSource {
  users(): AsyncIterable<OldUser>;
  pairs(): AsyncIterable<OldPair>;
  messagesOf(chatIds: readonly Types.ObjectId[]): Promise<OldMessage[]>;
  count(): Promise<{ readonly users: number; readonly chats: number }>;
}
