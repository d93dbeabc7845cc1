import type { Types } from "mongoose";
import { Role } from "../../platform/core/role.js";
import { AuthProvider, Gender, type User } from "./user.model.js";

const ERASED_NAME = "Deleted account";

/**
 * What is shown of an account that is erased, from the first moment on: its id, and nothing that
 * was said of the person. Also where the row itself is away for a moment.
 */
export function tombstoneOf(
  _id: Types.ObjectId,
  { createdAt = _id.getTimestamp(), deletedAt = new Date() }: Partial<User> = {},
): User {
  return {
    _id,
    name: ERASED_NAME,
    createdAt,
    deletedAt,
    gender: Gender.UNSPECIFIED,
    role: Role.USER,
    provider: AuthProvider.APPLICATION,
  } as User;
}
