import type { Types } from "mongoose";
import type { Relations } from "../conversations/relations.js";
import type { ContactService } from "./contact.service.js";
import { pairOf } from "./relation.model.js";

/** What the conversations ask of the contacts. */
export function createRelations(contacts: ContactService): Relations {
  const blocked = async (
    userId: Types.ObjectId,
    otherIds: readonly Types.ObjectId[],
  ): Promise<ReadonlySet<string>> => {
    const bonds = await contacts.bonds(otherIds.map((id) => pairOf(userId, id)));
    const apart = otherIds.filter((_, at) => (bonds[at]?.blockedBy.length ?? 0) > 0);
    return new Set(apart.map((id) => id.toHexString()));
  };
  const unblocked: Relations["presenceVisible"] = async (viewerId, ownerIds) => {
    const apart = await blocked(viewerId, ownerIds);
    return new Set(ownerIds.map((id) => id.toHexString()).filter((id) => !apart.has(id)));
  };
  return { blocked, receiptsVisible: unblocked, presenceVisible: unblocked };
}
