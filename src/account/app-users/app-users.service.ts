import { Types, type Model } from "mongoose";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import { patchedMetadata } from "../../platform/core/metadata.js";
import { Role } from "../../platform/core/role.js";
import { AuthProvider, Gender, UserKind, type User } from "../../people/users/user.model.js";
import { Audience, type Settings } from "../../people/users/settings.model.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import { checkUsers, type AppProfile, type AppUser, type CheckedUser } from "./app-user-input.js";

const MAX_TRIES = 50;
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

export interface Upserted {
  readonly user: User;
  readonly created: boolean;
}

interface Refused {
  readonly code: number;
}

/**
 * The users that an app brings. The unique index over the app's ids makes one account of each,
 * whichever nodes are asked at the same time: whoever comes second finds what the first has made.
 */
export class AppUsersService {
  constructor(
    private readonly rows: Model<User>,
    /** What new accounts begin with. */
    private readonly settings: Partial<Settings>,
    private readonly own: OwnChanges,
  ) {}

  /** In the order of `users`. What does not change is not written. */
  async upsert(users: readonly AppUser[]): Promise<Upserted[]> {
    const wanted = checkUsers(users);
    const created = new Set<string>();
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      // Somebody may have been faster: what there is now says whether anything is left to do.
      const found = await this.find(wanted);
      await this.refuseTakenAddresses(wanted, found);
      for (const one of wanted) {
        refuseOthers(found.get(one.externalId), one);
        checkKind(found.get(one.externalId), one);
      }
      const missing = wanted.filter(({ externalId }) => !found.has(externalId));
      const changed = wanted.flatMap((one) => {
        const user = found.get(one.externalId);
        return user && differs(user, one) ? [{ ...one, user }] : [];
      });
      if (missing.length + changed.length === 0)
        return wanted.map(({ externalId }) => ({
          user: found.get(externalId) as User,
          created: created.has(externalId),
        }));
      for (const externalId of await this.insert(missing)) created.add(externalId);
      await this.update(changed);
    }
    throw new AppError(ErrorCode.CONFLICT, "These users change all the time: try again.");
  }

  private async find(wanted: readonly CheckedUser[]): Promise<Map<string, User>> {
    const externalIds = wanted.map(({ externalId }) => externalId);
    const found = await this.rows.find({ externalId: { $in: externalIds } }).lean();
    return new Map(found.map((user) => [user.externalId ?? "", user]));
  }

  private async refuseTakenAddresses(
    wanted: readonly CheckedUser[],
    known: ReadonlyMap<string, User>,
  ): Promise<void> {
    const asking = wanted.filter(
      ({ externalId, profile: { email } }) => email && known.get(externalId)?.email !== email,
    );
    if (asking.length === 0) return;
    const emails = asking.map(({ profile }) => profile.email ?? "");
    const holders = await this.rows.find({ email: { $in: emails } }).lean();
    for (const { externalId, field, profile } of asking) {
      const twice = asking.some(
        (other) => other.field !== field && other.profile.email === profile.email,
      );
      const holder = holders.find(({ email }) => email === profile.email);
      if (twice || (holder && holder.externalId !== externalId))
        throw new AppError(ErrorCode.CONFLICT, "Another account has that address.", {
          field: `${field}.email`,
        });
    }
  }

  /** Which of them were made here. */
  private async insert(missing: readonly CheckedUser[]): Promise<string[]> {
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
    const operations = documents.map((document) => ({ insertOne: { document } }));
    const refused = await this.write(operations);
    return missing.flatMap(({ externalId }, at) => (refused.has(at) ? [] : [externalId]));
  }

  private async update(changed: readonly Changed[]): Promise<void> {
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
  const all = (Array.isArray(writeErrors) ? writeErrors : [writeErrors]) as (Refused & {
    readonly index: number;
  })[];
  if (writeErrors === undefined || !all.every(({ code }) => code === 11_000)) return null;
  return new Set(all.map(({ index }) => index));
}

function refuseOthers(user: User | undefined, { field }: CheckedUser): void {
  if (user?.deletedAt)
    throw new AppError(ErrorCode.CONFLICT, "That account is being erased: try again.", {
      field: `${field}.externalId`,
    });
  if (user && user.role !== Role.USER)
    throw new AppError(ErrorCode.FORBIDDEN, "An administrator changes that account.", {
      field: `${field}.externalId`,
    });
}

function checkKind(user: User | undefined, { kind, field, profile }: CheckedUser): void {
  const is = user ? (user.kind ?? UserKind.PERSON) : (kind ?? UserKind.PERSON);
  if (kind !== null && kind !== is)
    throw new AppError(ErrorCode.CONFLICT, "A person does not become a bot, nor a bot a person.", {
      field: `${field}.kind`,
    });
  if (is === UserKind.BOT && profile.email)
    throw badInput(`${field}.email`, "A bot has no mailbox.");
}

interface Changed extends CheckedUser {
  /** As it was read. */
  readonly user: User;
}

function filterOf({ externalId, metadata, user }: Changed): object {
  return {
    ...{ externalId, role: Role.USER, deletedAt: null },
    // A patch is of what was read: where somebody was faster it misses, and is made again.
    ...(metadata !== undefined && { metadataRevision: user.metadataRevision ?? null }),
  };
}

function updateOf(one: Changed): object {
  const { profile, metadata, user } = one;
  const gone = absent(profile);
  const after = metadataAfter(user, one);
  const isOther = metadata !== undefined && after !== (user.metadata ?? null);
  return {
    $set: {
      ...present(profile),
      ...(isOther && { metadata: after, metadataRevision: (user.metadataRevision ?? 0) + 1 }),
    },
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, 1])) }),
  };
}

function metadataAfter(user: User | null, { metadata, field }: CheckedUser): string | null {
  return metadata ? patchedMetadata(user?.metadata, metadata, `${field}.metadata`) : null;
}

function differs(user: User, one: CheckedUser): boolean {
  const { name, email, avatarUrl } = one.profile;
  const isOther = (given: string | null | undefined, has: string | null | undefined): boolean =>
    given !== undefined && (given ?? null) !== (has ?? null);
  return (
    isOther(name, user.name) ||
    isOther(email, user.email) ||
    isOther(avatarUrl, user.avatarUrl) ||
    (one.metadata !== undefined && isOther(metadataAfter(user, one), user.metadata))
  );
}

function present(profile: AppProfile): object {
  const given = Object.entries(profile).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(given);
}

function absent(profile: AppProfile): string[] {
  return Object.entries(profile).flatMap(([name, value]) => (value === null ? [name] : []));
}
