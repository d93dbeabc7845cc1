import type { Types } from "mongoose";
import type { Visibility } from "../../people/contacts/visibility.js";
import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { Limits } from "../../platform/limits/limits.js";
import type { UserService } from "../../people/users/user.service.js";

export interface Invitation {
  readonly field: string;
  readonly room: number;
  readonly counted?: Set<string>;
}

/** Checks whom somebody wants to have in a group. */
export class Invitees {
  constructor(
    private readonly users: UserService,
    private readonly visibility: Visibility,
    private readonly limits: Limits,
  ) {}

  /**
   * Without doubles and without the inviter; throws for unknown people, blocks, and too many. Those
   * in `counted` count no more: a caller that looks again gives the set it gave before.
   */
  async find(
    inviterId: Types.ObjectId | null,
    given: readonly string[],
    { field, room, counted = new Set() }: Invitation,
  ): Promise<Types.ObjectId[]> {
    const ids = [...new Set(given)].filter((id) => id !== inviterId?.toHexString());
    if (ids.length > room)
      throw new AppError(ErrorCode.LIMIT_REACHED, `There is room for ${room} more.`, {
        field,
        limit: room,
      });
    const userIds = ids.map((id) => parseId(id, "user"));
    const found = ids.length > 0 ? await this.users.findMany(ids) : [];
    if (found.includes(null)) throw notFound("user");
    // A service answers for whom it brings together.
    if (!inviterId) return userIds;
    const blocked = ids.length > 0 ? await this.visibility.blocked(inviterId, userIds) : new Set();
    if (blocked.size > 0)
      throw new AppError(ErrorCode.BLOCKED, "You and one of them have blocked each other.", {
        field,
      });
    const news = ids.filter((id) => !counted.has(id));
    await this.limitFor(inviterId, news);
    for (const id of news) counted.add(id);
    return userIds;
  }

  /** Nobody asked to be in a group: so often by one person, and so often by all. */
  private async limitFor(inviterId: Types.ObjectId, ids: readonly string[]): Promise<void> {
    const inviter = inviterId.toHexString();
    await Promise.all(ids.map((id) => this.limits.take("groupsByOne", `${inviter}:${id}`)));
    await Promise.all(ids.map((id) => this.limits.take("groupsReceived", id)));
  }
}
