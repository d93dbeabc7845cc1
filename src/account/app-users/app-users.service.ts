import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import { UserKind, type User } from "../../people/users/user.model.js";
import { differs } from "./app-user-change.js";
import { checkUsers, type AppUser, type CheckedUser } from "./app-user-input.js";
import type { AppUserRows } from "./app-user-rows.js";

const MAX_TRIES = 50;

export interface Upserted {
  readonly user: User;
  readonly created: boolean;
}

/**
 * The users that an app brings. The unique index over the app's ids makes one account of each,
 * whichever nodes are asked at the same time: whoever comes second finds what the first has made.
 */
export class AppUsersService {
  constructor(private readonly rows: AppUserRows) {}

  /** In the order of `users`. What does not change is not written. */
  async upsert(users: readonly AppUser[]): Promise<Upserted[]> {
    const wanted = checkUsers(users);
    const created = new Set<string>();
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      // Somebody may have been faster: what there is now says whether anything is left to do.
      const found = await this.rows.find(wanted);
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
      for (const externalId of await this.rows.insert(missing)) created.add(externalId);
      await this.rows.update(changed);
    }
    throw new AppError(ErrorCode.CONFLICT, "These users change all the time: try again.");
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
    const holders = await this.rows.findByAddress(emails);
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
