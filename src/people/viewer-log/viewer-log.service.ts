import { LRUCache } from "lru-cache";
import { Types } from "mongoose";
import type { Hint } from "../../platform/hints/hint.js";
import { Batcher } from "../../platform/core/batcher.js";
import { SETTLING_MS, Settling } from "./settling.js";
import { OwnThing, type OwnChange, type ViewerEntry } from "./viewer-entry.model.js";
import type { ViewerLogStore } from "./viewer-log-store.js";

/** How far back the end of a log is looked for that nothing is remembered of. */
const LOOK_BACK = 64;

/** Writes that change what is one person's, with the entries that tell of them. */
export interface OwnChanges {
  /**
   * Writes down what changes, lets `write` change it, and tells. A crash in between leaves an entry
   * of which nothing, or something, came: whoever reads it reads the thing itself.
   */
  during<Result>(changes: readonly OwnChange[], write: () => Promise<Result>): Promise<Result>;
}

/** The log of what belongs to one person alone. */
export class ViewerLog implements OwnChanges {
  private readonly settling = new Settling();
  /** What is to be written down at the same time on this node goes into one command. */
  private readonly appends: Batcher<readonly OwnChange[], ViewerEntry[]>;
  /** By person, a position near the end of their log. */
  private readonly near = new LRUCache<string, number>({ max: 50_000 });

  constructor(
    private readonly store: ViewerLogStore,
    private readonly publish: (hint: Hint) => void,
  ) {
    this.appends = new Batcher(async (given) => {
      const entries = await store.append(given.flat());
      let from = 0;
      return given.map(({ length }) => entries.slice(from, (from += length)));
    });
  }

  async during<Result>(
    changes: readonly OwnChange[],
    write: () => Promise<Result>,
  ): Promise<Result> {
    if (changes.length === 0) return write();
    const began = performance.now();
    const entries = await this.appends.ask(changes);
    const result = await write();
    // Somebody may have waited for it in vain, and have seen it as it was before.
    const late = performance.now() - began > SETTLING_MS / 2;
    for (const entry of entries) this.tell(entry);
    if (late) for (const entry of await this.appends.ask(changes)) this.tell(entry);
    return result;
  }

  /** What a hint has brought. */
  readonly remember = (entry: object): void => {
    const { userId, revision } = entry as { userId: string; revision: number };
    this.settling.tell({ userId: new Types.ObjectId(userId), revision });
  };

  async range(userId: Types.ObjectId, from: number, to: number): Promise<ViewerEntry[]> {
    const entries = await this.store.range(userId, from, to);
    await this.settling.wait(entries);
    return entries;
  }

  /** Up to where all is written that these logs tell of. */
  async heads(userIds: readonly Types.ObjectId[]): Promise<Map<string, number>> {
    const unknown = userIds.filter((id) => !this.near.has(id.toHexString()));
    const ends = unknown.length > 0 ? await this.store.endsOf(unknown) : new Map<string, number>();
    const from = new Map(
      userIds.map((id) => {
        const known = this.near.get(id.toHexString());
        return [
          id.toHexString(),
          known ?? Math.max(0, (ends.get(id.toHexString()) ?? 0) - LOOK_BACK),
        ];
      }),
    );
    const open = new Set<string>();
    for (const entry of await this.store.since(from)) {
      const id = entry.userId.toHexString();
      if (open.has(id)) continue;
      if (this.settling.isSettled(entry)) from.set(id, entry.revision);
      else open.add(id);
    }
    for (const [id, revision] of from) this.near.set(id, revision);
    return from;
  }

  async head(userId: Types.ObjectId): Promise<number> {
    return (await this.heads([userId])).get(userId.toHexString()) ?? 0;
  }

  forget(userId: Types.ObjectId): Promise<void> {
    return this.store.forget(userId);
  }

  private tell({ userId, revision, thing }: ViewerEntry): void {
    this.settling.tell({ userId, revision });
    const id = userId.toHexString();
    const entry = { userId: id, revision };
    // To the nodes that follow it, a log is a log, whoever's it is.
    this.publish({ kind: "log", conversationId: id, seq: 0, revision, entry });
    if (thing === OwnThing.PROFILE) this.publish({ kind: "user", userId: id });
  }
}
