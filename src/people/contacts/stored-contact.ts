import { Types, type Model } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { Contact } from "./contact.js";
import type { ContactRecord } from "./contact.model.js";

export function contactOf({ requestedBy, since, blockedBy }: ContactRecord): Contact {
  return {
    requestedBy: requestedBy?.toHexString() ?? null,
    since: since ?? null,
    blockedBy: blockedBy.map((id) => id.toHexString()),
  };
}

/** False: somebody else changed the contact in the meantime. */
export async function storeContact(
  records: Model<ContactRecord>,
  { pair, userIds }: Pick<ContactRecord, "pair" | "userIds">,
  stored: ContactRecord | null,
  next: Contact,
): Promise<boolean> {
  const values = {
    requestedBy: next.requestedBy && new Types.ObjectId(next.requestedBy),
    since: next.since,
    blockedBy: next.blockedBy.map((id) => new Types.ObjectId(id)),
    apart: next.blockedBy.length > 0 ? userIds : [],
  };
  if (stored) {
    const { _id, version } = stored;
    const { modifiedCount } = await records.updateOne(
      { _id, version },
      { ...values, version: version + 1 },
    );
    return modifiedCount === 1;
  }
  try {
    await records.create({ pair, userIds, version: 1, ...values });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
