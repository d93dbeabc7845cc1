import type { Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { epochOf } from "../../people/users/epoch.js";
import { Role } from "../../platform/core/role.js";
import { isSuspended, type User } from "../../people/users/user.model.js";
import type { SuperAdminRoster } from "./super-admin-roster.model.js";

const ID = "super-admins";
const MAX_CLASHES = 100;
/** Changes that are not made leave entries behind: the newest are kept. */
const MAX_ENTRIES_EACH = 8;

/** Whether that account, as it was read, can act as super admin. */
export function isSuperAdmin(user: User): boolean {
  return user.role === Role.SUPER_ADMIN && !user.deletedAt && !isSuspended(user);
}

/**
 * Lets the last super admin go in no race. An entry is written before its epoch begins, and taken
 * out before the account ceases to be a super admin; taking out needs another entry whose epoch
 * lasts, at the same version. So whoever counts on somebody is told by the version, or by the epoch
 * that the other one read, when that one goes.
 */
export class SuperAdmins {
  constructor(
    private readonly rosters: Model<SuperAdminRoster>,
    private readonly users: Model<User>,
  ) {}

  /** Before that epoch of a super admin begins. */
  async enter(userId: Types.ObjectId, epoch: string): Promise<void> {
    await this.write(({ entries }) => {
      const own = entries.filter((entry) => entry.userId.equals(userId));
      const others = entries.filter((entry) => !entry.userId.equals(userId));
      return [...others, ...own.slice(1 - MAX_ENTRIES_EACH), { userId, epoch }];
    });
  }

  /** Before somebody ceases to be one. False: nobody else would be left. */
  leave(userId: Types.ObjectId): Promise<boolean> {
    return this.write(async ({ entries }) => {
      const others = entries.filter((entry) => !entry.userId.equals(userId));
      return (await this.isAnyCounted(others)) ? others : null;
    });
  }

  /** Those who can act but are not counted, as after a suspension that ended by itself. */
  async uncounted(): Promise<User[]> {
    const { entries } = await this.read();
    return (await this.able()).filter((user) => !entries.some((entry) => isOf(entry, user)));
  }

  private async able(): Promise<User[]> {
    return (await this.users.find({ role: Role.SUPER_ADMIN }).lean()).filter(isSuperAdmin);
  }

  private async isAnyCounted(entries: SuperAdminRoster["entries"]): Promise<boolean> {
    const users = await this.users
      .find({ _id: { $in: entries.map((entry) => entry.userId) } })
      .lean();
    return users.some((user) => isSuperAdmin(user) && entries.some((entry) => isOf(entry, user)));
  }

  /** False: `next` gave null. */
  private async write(
    next: (
      roster: SuperAdminRoster,
    ) => SuperAdminRoster["entries"] | null | Promise<SuperAdminRoster["entries"] | null>,
  ): Promise<boolean> {
    for (let clashes = 0; clashes < MAX_CLASHES; clashes += 1) {
      const roster = await this.read();
      const entries = await next(roster);
      if (!entries) return false;
      const { version } = roster;
      const change = { version: version + 1, entries };
      const { modifiedCount } = await this.rosters.updateOne({ _id: ID, version }, change);
      if (modifiedCount === 1) return true;
    }
    throw new Error("the roster of super admins could not be written");
  }

  private async read(): Promise<SuperAdminRoster> {
    for (;;) {
      const roster = await this.rosters.findById(ID).lean();
      if (roster) return roster;
      const entries = (await this.able()).map((user) => ({
        userId: user._id,
        epoch: epochOf(user),
      }));
      await this.rosters.create({ _id: ID, version: 1, entries }).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    }
  }
}

function isOf({ userId, epoch }: SuperAdminRoster["entries"][number], user: User): boolean {
  return userId.equals(user._id) && epoch === epochOf(user);
}
