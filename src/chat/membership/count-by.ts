import type { Model, Types } from "mongoose";
import type { Membership } from "./membership.model.js";

/** How many memberships there are now of each, counted where the rows are. Absent: none. */
export async function countBy(
  rows: Model<Membership>,
  field: "conversationId" | "userId",
  ids: readonly Types.ObjectId[],
): Promise<Map<string, number>> {
  const counts = await rows.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { [field]: { $in: [...ids] }, leftAt: null } },
    { $group: { _id: `$${field}`, count: { $sum: 1 } } },
  ]);
  return new Map(counts.map(({ _id, count }) => [_id.toHexString(), count]));
}
