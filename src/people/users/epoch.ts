import { randomBytes } from "node:crypto";
import type { Types } from "mongoose";
import type { User } from "./user.model.js";

/** Of accounts and sessions that nothing has been changed of since epochs are kept. */
export const FIRST_EPOCH = "first";

type Dated = Pick<User, "_id" | "epoch">;

/** Never given twice: what belongs to an epoch that is over, or that never came, is worth nothing. */
export function newEpoch(): string {
  return randomBytes(12).toString("base64url");
}

export function epochOf({ epoch }: Pick<User, "epoch">): string {
  return epoch ?? FIRST_EPOCH;
}

/** The account, if it is still as it was read. */
export function asRead({ _id, epoch }: Dated): { _id: Types.ObjectId; epoch: string | null } {
  return { _id, epoch: epoch ?? null };
}
