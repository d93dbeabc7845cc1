import { setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { ViewerEntry } from "./viewer-entry.model.js";

/** For so long whoever reads an entry waits for word that what it tells of is written. */
export const SETTLING_MS = 1_000;
/** Older ones are not waited for, whatever is known of them. More than clocks differ by. */
const FRESH_MS = 10_000;
const LOOK_EVERY_MS = 5;

type Place = Pick<ViewerEntry, "_id" | "userId" | "revision">;

/**
 * Entries are written before what they tell of. Read in between, one would be shown as it was
 * before, and never again: so a fresh entry is held until the hint of it has come, which is sent
 * once all is written, or until its writer must have given up.
 */
export class Settling {
  private readonly told = new LRUCache<string, true>({ max: 50_000, ttl: 2 * FRESH_MS });
  private readonly seenAt = new LRUCache<string, number>({ max: 10_000, ttl: 2 * FRESH_MS });

  tell(place: Pick<Place, "userId" | "revision">): void {
    this.told.set(keyOf(place), true);
  }

  isSettled(place: Place): boolean {
    const key = keyOf(place);
    if (this.told.has(key)) return true;
    if (Date.now() - place._id.getTimestamp().getTime() > FRESH_MS) return true;
    const now = performance.now();
    const seenAt = this.seenAt.get(key) ?? now;
    if (seenAt === now) this.seenAt.set(key, now);
    return now - seenAt > SETTLING_MS;
  }

  async wait(places: readonly Place[]): Promise<void> {
    for (const place of places) while (!this.isSettled(place)) await sleep(LOOK_EVERY_MS);
  }
}

function keyOf({ userId, revision }: Pick<Place, "userId" | "revision">): string {
  return `${userId.toHexString()} ${revision}`;
}
