import { Types, type Model } from "mongoose";
import { Role } from "../../platform/core/role.js";
import { Audience, type Settings } from "../../people/users/settings.model.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import { AuthProvider, Gender, UserKind, type User } from "../../people/users/user.model.js";
import { filterOf, metadataAfter, present, updateOf, type ChangedUser } from "./app-user-change.js";
import type { CheckedUser } from "./app-user-input.js";

/**
 * A bot reads nothing and is nowhere: what shows how far others have read leaves it out. Nobody has to
 * wait until it agrees to be in a group.
 */
const BOT = {
  kind: UserKind.BOT,
  settings: {
    ...{ lastSeen: Audience.NOBODY, readReceipts: Audience.NOBODY },
    ...{ groupInvites: Audience.EVERYONE, emailDigest: false },
  },
};

interface Refused {
  readonly code: number;
  readonly index: number;
}

/** The accounts of an app's users in the database: many are written by one command. */
export class AppUserRows {
  constructor(
    private readonly rows: Model<User>,
    /** What new accounts begin with. */
    private readonly settings: Partial<Settings>,
    private readonly own: OwnChanges,
  ) {}

  /** By external id. */
  async find(wanted: readonly CheckedUser[]): Promise<Map<string, User>> {
    const externalIds = wanted.map(({ externalId }) => externalId);
    const found = await this.rows.find({ externalId: { $in: externalIds } }).lean();
    return new Map(found.map((user) => [user.externalId ?? "", user]));
  }

  async findByAddress(emails: readonly string[]): Promise<User[]> {
    return this.rows.find({ email: { $in: [...emails] } }).lean();
  }

  /** Which of them were made here. */
  async insert(missing: readonly CheckedUser[]): Promise<string[]> {
    if (missing.length === 0) return [];
    const now = new Date();
    const fresh = {
      ...{ createdAt: now, confirmedAt: now, gender: Gender.UNSPECIFIED, role: Role.USER },
      provider: AuthProvider.SERVICE,
      settings: this.settings,
    };
    const documents = missing.map((one) => ({
      ...{ _id: new Types.ObjectId(), externalId: one.externalId },
      ...fresh,
      ...(one.kind === UserKind.BOT && BOT),
      ...present(one.profile),
      ...(one.metadata && { metadata: metadataAfter(null, one), metadataRevision: 1 }),
    }));
    const refused = await this.write(documents.map((document) => ({ insertOne: { document } })));
    return missing.flatMap(({ externalId }, at) => (refused.has(at) ? [] : [externalId]));
  }

  async update(changed: readonly ChangedUser[]): Promise<void> {
    if (changed.length === 0) return;
    const operations = changed.map((one) => ({
      updateOne: { filter: filterOf(one), update: updateOf(one) },
    }));
    const profiles = changed.map(({ user: { _id } }) => ({
      ...{ userId: _id, thing: OwnThing.PROFILE, entityId: _id },
    }));
    await this.own.during(profiles, () => this.write(operations));
  }

  /** Which of them a unique index refused. */
  private async write(operations: readonly object[]): Promise<ReadonlySet<number>> {
    try {
      await this.rows.collection.bulkWrite(operations as never, { ordered: false });
      return new Set();
    } catch (error) {
      const refused = refusedOf(error);
      if (!refused) throw error;
      return refused;
    }
  }
}

/** Null: it failed for another reason than a unique index. */
function refusedOf(error: unknown): ReadonlySet<number> | null {
  const { writeErrors } = error as { writeErrors?: unknown };
  if (writeErrors === undefined) return null;
  const all = (Array.isArray(writeErrors) ? writeErrors : [writeErrors]) as Refused[];
  if (!all.every(({ code }) => code === 11_000)) return null;
  return new Set(all.map(({ index }) => index));
}
