import type { Model, Types } from "mongoose";
import type { Visibility } from "../../people/contacts/visibility.js";
import { presenceChannel } from "../../platform/hints/hint.js";
import { toId } from "../../platform/core/id.js";
import type { AwarenessFeeds } from "./awareness-feeds.js";
import { AWAY_AFTER_MS } from "./connections.js";
import type { LastSeen } from "./last-seen.model.js";
import type { PresenceLease, PresenceStore } from "./presence-store.js";
import { PresenceStatus, type Presence, type PresenceChanged } from "./presence.types.js";

/** How soon it shows that a process died with its sockets, after their leases have ended. */
const RECHECK_MS = 15_000;

export interface PresenceDependencies {
  readonly store: PresenceStore;
  readonly lastSeen: Model<LastSeen>;
  readonly visibility: Visibility;
  readonly feeds: AwarenessFeeds;
}

export class PresenceService {
  constructor(private readonly deps: PresenceDependencies) {}

  /** In the order of `ids`; null where it is hidden from the viewer. */
  async visibleTo(viewerId: Types.ObjectId, ids: readonly string[]): Promise<(Presence | null)[]> {
    const visible = await this.deps.visibility.presenceVisible(viewerId, ids.map(toId));
    const shown = ids.filter((id) => visible.has(id) || id === viewerId.toHexString());
    const leases = await this.deps.store.read(shown);
    const gone = shown.filter((id) => !leases.has(id));
    const seen = await this.deps.lastSeen.find({ _id: { $in: gone.map(toId) } }).lean();
    const seenAt = new Map(seen.map(({ _id, at }) => [_id.toHexString(), at]));
    const all = new Set(shown);
    return ids.map((id) =>
      all.has(id) ? presenceOf(leases.get(id) ?? [], seenAt.get(id) ?? null) : null,
    );
  }

  /** In the order of `ids`, for those who look after the server. */
  async lastSeen(ids: readonly string[]): Promise<(Date | null)[]> {
    const seen = await this.deps.lastSeen.find({ _id: { $in: ids.map(toId) } }).lean();
    const seenAt = new Map(seen.map(({ _id, at }) => [_id.toHexString(), at]));
    return ids.map((id) => seenAt.get(id) ?? null);
  }

  follow(
    viewerId: Types.ObjectId,
    userIds: readonly string[],
  ): AsyncIterableIterator<PresenceChanged> {
    const shown = new Map<string, PresenceStatus>();
    const timer = setInterval(() => {
      for (const id of shown.keys()) feed.touch(id);
    }, RECHECK_MS).unref();
    const feed = this.deps.feeds.watch<PresenceChanged>(
      userIds.map(presenceChannel),
      {
        keyOf: (hint) => (hint.kind === "presence" ? hint.userId : null),
        read: async (userId) => {
          const [presence] = await this.visibleTo(viewerId, [userId]);
          if (!presence || presence.status === shown.get(userId)) return null;
          shown.set(userId, presence.status);
          return { userId, presence };
        },
      },
      () => clearInterval(timer),
    );
    return feed.open();
  }
}

function presenceOf(leases: readonly PresenceLease[], lastSeenAt: Date | null): Presence {
  if (leases.length === 0) return { status: PresenceStatus.OFFLINE, lastSeenAt };
  const activeAt = Math.max(...leases.map((lease) => lease.activeAt));
  return Date.now() - activeAt < AWAY_AFTER_MS
    ? { status: PresenceStatus.ONLINE, lastSeenAt: null }
    : { status: PresenceStatus.AWAY, lastSeenAt: new Date(activeAt) };
}
