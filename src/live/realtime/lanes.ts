import type { LaneMember } from "./lane-member.js";
import { Lane, type LaneDependencies } from "./lane.js";

/** The lanes of this node: one for each conversation, operation and class of readers. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();

  get size(): number {
    return this.lanes.size;
  }

  /** How many are caught up, and served by their lane. */
  get members(): number {
    return [...this.lanes.values()].reduce((sum, lane) => sum + lane.size, 0);
  }

  join(follower: LaneMember, deps: LaneDependencies): Lane {
    const { tail, order, renderer } = deps;
    const readers = renderer.classOf(follower.reader);
    const key = `${tail.id.toHexString()} ${order.name} ${renderer.key} ${readers}`;
    const known = this.lanes.get(key);
    const lane = known?.tail === tail ? known : new Lane(deps, () => this.close(key, lane));
    this.lanes.set(key, lane);
    lane.join(follower);
    return lane;
  }

  private close(key: string, lane: Lane): void {
    if (this.lanes.get(key) === lane) this.lanes.delete(key);
  }
}
