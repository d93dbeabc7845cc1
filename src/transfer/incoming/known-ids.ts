import type { Model, Types } from "mongoose";
import { Recent } from "../lines/recent.js";

const REMEMBERED = 200_000;

/** Which ids there are. What is there stays: erased accounts keep their rows. */
export class KnownIds {
  private readonly seen = new Recent<true>(REMEMBERED);

  constructor(private readonly rows: Model<never>) {}

  /** Those among these that there are; in hex. */
  async among(ids: readonly Types.ObjectId[]): Promise<Set<string>> {
    const known = new Set<string>();
    const asked = new Map<string, Types.ObjectId>();
    for (const id of ids) {
      const hex = id.toHexString();
      if (this.seen.get(hex)) known.add(hex);
      else asked.set(hex, id);
    }
    if (asked.size === 0) return known;
    const found = await this.rows.collection
      .find({ _id: { $in: [...asked.values()] } }, { projection: { _id: 1 } })
      .toArray();
    for (const { _id } of found) {
      const hex = _id.toHexString();
      this.seen.set(hex, true);
      known.add(hex);
    }
    return known;
  }
}
