import type { Types } from "mongoose";
import type { Position } from "../../chat/log/position.js";

/** All that is known here of what is delivered: where it stands in its log, and whom it concerns. */
export interface LogEntry extends Position {
  readonly _id: Types.ObjectId;
  /** The revision at which it came into the log. */
  readonly createdRevision: number;
  /** Whose it is: they may be shown what others are not. */
  readonly senderId: Types.ObjectId | null;
  /** Whose rights it changes. */
  readonly subjectIds?: readonly Types.ObjectId[];
}

export function isAbout({ subjectIds }: LogEntry, userId: string): boolean {
  return subjectIds?.some((id) => id.toHexString() === userId) ?? false;
}
