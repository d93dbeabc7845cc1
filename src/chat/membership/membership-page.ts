import type { Model, Types } from "mongoose";
import type { ConversationList, Membership } from "./membership.model.js";

export interface ListRequest {
  readonly userId: Types.ObjectId;
  readonly list: ConversationList;
  readonly unreadOnly: boolean;
  readonly direction: "first" | "last";
  readonly size: number;
  /** Activity keys, exclusive: the list runs from the newest to the oldest. */
  readonly after: string | null;
  readonly before: string | null;
}

/** One range of one index, however many conversations the user has; one row more than `size` shows that it goes on. */
export function pageOf(
  rows: Model<Membership>,
  { userId, list, unreadOnly, ...page }: ListRequest,
): Promise<Membership[]> {
  const { direction, size, after, before } = page;
  const newestFirst = direction === "first";
  return rows
    .find({
      userId,
      list,
      ...(unreadOnly && { unread: true }),
      activity: { $gt: before ?? "", $lt: after ?? "\uffff" },
    })
    .sort({ activity: newestFirst ? -1 : 1 })
    .limit(size + 1)
    .lean();
}
