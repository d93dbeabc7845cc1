import { randomUUID } from "node:crypto";
import type { Model, Types } from "mongoose";
import type { OnFault } from "../../platform/core/fault.js";
import { Batcher } from "../../platform/core/batcher.js";
import type { Hint } from "../../platform/hints/hint.js";
import type { LastSeen } from "./last-seen.model.js";
import type { PresenceLease, PresenceStore } from "./presence-store.js";

export const PRESENCE_TTL_MS = 45_000;
export const AWAY_AFTER_MS = 5 * 60_000;
/** What somebody does within it is told together. */
const TELL_AFTER_MS = 500;
const RENEW_EVERY_MS = PRESENCE_TTL_MS / 3;
/** Whoever is cut off together with this process was last seen no longer ago than this. */
const REMEMBER_EVERY_MS = 5 * 60_000;

export interface ConnectionDependencies {
  readonly store: PresenceStore;
  readonly lastSeen: Model<LastSeen>;
  readonly publish: (hint: Hint) => void;
  readonly onFault: OnFault;
  /** Whether others ask within seconds what somebody did last; else it is told when leases are renewed. */
  readonly tellsActivity: boolean;
}

interface Connection {
  readonly userId: Types.ObjectId;
  readonly leaseId: string;
  activeAt: number;
  actedAt: number;
  wasIdle: boolean;
}

/** The sockets of this node: each holds a lease on its owner's presence. */
export class Connections {
  private readonly open = new Map<string, Set<Connection>>();
  private timer: NodeJS.Timeout | null = null;
  private readonly touched = new Set<Connection>();
  private telling: NodeJS.Timeout | null = null;
  private rememberedAt = 0;
  private readonly seen = new Batcher((ids: readonly Types.ObjectId[]) => this.write(ids));

  constructor(private readonly deps: ConnectionDependencies) {}

  /** Returns what ends it. */
  connect(userId: Types.ObjectId): () => void {
    const id = userId.toHexString();
    const connection = {
      userId,
      leaseId: randomUUID(),
      activeAt: Date.now(),
      actedAt: 0,
      wasIdle: false,
    };
    this.open.set(id, (this.open.get(id) ?? new Set()).add(connection));
    this.timer ??= setInterval(() => void this.renewAll(), RENEW_EVERY_MS).unref();
    void this.announce([connection]);
    void this.remember(userId);
    return () => void this.disconnect(connection);
  }

  /** The user did something. */
  touch(userId: Types.ObjectId): void {
    for (const connection of this.open.get(userId.toHexString()) ?? []) {
      connection.activeAt = Date.now();
      if (!connection.wasIdle) continue;
      connection.wasIdle = false;
      void this.announce([connection]);
    }
  }

  /** They did what no page does by itself: others may ask within a second. */
  act(userId: Types.ObjectId): void {
    if (!this.deps.tellsActivity) return;
    for (const connection of this.open.get(userId.toHexString()) ?? []) {
      connection.actedAt = Date.now();
      this.tell(connection);
    }
  }

  private readonly fault = (error: unknown): void =>
    this.deps.onFault("presence cannot be written", error);

  get size(): number {
    return this.open.size;
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    if (this.telling) clearTimeout(this.telling);
    const all = [...this.open.values()].flatMap((connections) => [...connections]);
    await Promise.all(all.map((connection) => this.disconnect(connection)));
  }

  private tell(connection: Connection): void {
    this.touched.add(connection);
    this.telling ??= setTimeout(() => {
      this.telling = null;
      const all = [...this.touched].filter(
        (one) => this.open.get(one.userId.toHexString())?.has(one) === true,
      );
      this.touched.clear();
      void this.deps.store.renew(all.map(leaseOf)).catch(this.fault);
    }, TELL_AFTER_MS).unref();
  }

  private async disconnect(connection: Connection): Promise<void> {
    const { userId, leaseId } = connection;
    const id = userId.toHexString();
    const own = this.open.get(id);
    if (!own?.delete(connection)) return;
    if (own.size === 0) this.open.delete(id);
    await this.remember(userId);
    await this.deps.store.release({ userId: id, leaseId }).catch(this.fault);
    this.deps.publish({ kind: "presence", userId: id });
  }

  private async renewAll(): Promise<void> {
    const all = [...this.open.values()].flatMap((connections) => [...connections]);
    const idle = all.filter((one) => !one.wasIdle && Date.now() - one.activeAt >= AWAY_AFTER_MS);
    for (const connection of idle) connection.wasIdle = true;
    await this.deps.store.renew(all.map(leaseOf)).catch(this.fault);
    for (const { userId } of idle)
      this.deps.publish({ kind: "presence", userId: userId.toHexString() });
    if (Date.now() - this.rememberedAt < REMEMBER_EVERY_MS) return;
    this.rememberedAt = Date.now();
    await Promise.all(all.map(({ userId }) => this.remember(userId)));
  }

  private async announce(connections: readonly Connection[]): Promise<void> {
    await this.deps.store.renew(connections.map(leaseOf)).catch(this.fault);
    for (const { userId } of connections)
      this.deps.publish({ kind: "presence", userId: userId.toHexString() });
  }

  /** A failure costs the accuracy of a time and nothing else. */
  private async remember(userId: Types.ObjectId): Promise<void> {
    await this.seen.ask(userId).catch(this.fault);
  }

  private async write(userIds: readonly Types.ObjectId[]): Promise<readonly void[]> {
    const at = new Date();
    const distinct = new Map(userIds.map((id) => [id.toHexString(), id]));
    const updates = [...distinct.values()].map((_id) => ({
      updateOne: { filter: { _id }, update: { $max: { at } }, upsert: true },
    }));
    await this.deps.lastSeen.bulkWrite(updates, { ordered: false });
    return userIds.map(() => undefined);
  }
}

function leaseOf({ userId, leaseId, activeAt, actedAt }: Connection): PresenceLease {
  const until = Date.now() + PRESENCE_TTL_MS;
  return { userId: userId.toHexString(), leaseId, activeAt, actedAt, until };
}
