import type { Types } from "mongoose";
import type { Visibility } from "../../people/contacts/visibility.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import { versionOf } from "../../people/users/version.js";
import type { OnFault } from "../../platform/core/fault.js";
import { toId } from "../../platform/core/id.js";
import { profileChannel, type HintBus } from "../../platform/hints/hint.js";
import { FeedToken } from "../../api/graphql/feeds.js";
import type { AwarenessFeeds } from "./awareness-feeds.js";

/** A process may die before it sends a hint: so often everybody is looked at. */
const LOOK_EVERY_MS = 15_000;
/** While hints from other nodes are missing, so often. */
const TICK_MS = 1_000;

export const userFeed = new FeedToken<Pick<UserFeed, "follow">>("people");

export interface UserFeedDependencies {
  readonly feeds: AwarenessFeeds;
  readonly users: Pick<UserService, "findKnown">;
  readonly visibility: Pick<Visibility, "blocked">;
  readonly bus: Pick<HintBus, "connected">;
  readonly onFault: OnFault;
}

interface Seen {
  readonly user: User;
  readonly version: number;
}

/** People as others see them, as that changes. */
export class UserFeed {
  constructor(private readonly deps: UserFeedDependencies) {}

  /** By person, the version that the viewer has; null: as it is now. Whom nobody knows is passed over. */
  async follow(
    viewerId: Types.ObjectId,
    since: ReadonlyMap<string, number | null>,
  ): Promise<AsyncIterableIterator<User>> {
    const told = new Map(since);
    const ids = [...since.keys()];
    const feed = this.deps.feeds.watch<User>(
      ids.map(profileChannel),
      {
        keyOf: (hint) => (hint.kind === "user" ? hint.userId : null),
        read: async (id) => {
          const seen = (await this.see(viewerId, [id])).get(id);
          if (!seen || seen.version === told.get(id)) return null;
          told.set(id, seen.version);
          return seen.user;
        },
      },
      () => clearInterval(timer),
    );
    const look = async (): Promise<void> => {
      for (const [id, { version }] of await this.see(viewerId, ids)) {
        if (told.get(id) === null) told.set(id, version);
        else if (told.get(id) !== version) feed.touch(id);
      }
    };
    let lookedAt = performance.now();
    let wasAway = false;
    const timer = setInterval(() => {
      const isAway = !this.deps.bus.connected;
      const isDue = isAway || wasAway || performance.now() - lookedAt >= LOOK_EVERY_MS;
      wasAway = isAway;
      if (!isDue) return;
      lookedAt = performance.now();
      void look().catch(this.fault);
    }, TICK_MS).unref();
    try {
      await look();
    } catch (error) {
      feed.close();
      throw error;
    }
    return feed.open();
  }

  /** As that viewer sees them. */
  private async see(
    viewerId: Types.ObjectId,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Seen>> {
    const [found, hidden] = await Promise.all([
      this.deps.users.findKnown(ids),
      this.deps.visibility.blocked(viewerId, ids.map(toId)),
    ]);
    return new Map(
      ids.flatMap((id, at) => {
        const user = found[at];
        return user ? [[id, { user, version: versionOf(user, hidden.has(id)) }] as const] : [];
      }),
    );
  }

  private readonly fault = (error: unknown): void =>
    this.deps.onFault("people cannot be read", error);
}
