import type { Model, Types } from "mongoose";
import { pairOf, type ContactRecord } from "../../people/contacts/contact.model.js";
import { storeContact } from "../../people/contacts/stored-contact.js";

/** Friends become contacts. What two people have made of each other here already stays. */
export class FriendImport {
  constructor(
    private readonly records: Model<ContactRecord>,
    private readonly isDry: boolean,
  ) {}

  /** False: they have had to do with one another here. */
  async take(one: Types.ObjectId, other: Types.ObjectId, since: Date): Promise<boolean> {
    const pair = pairOf(one, other);
    if (await this.records.exists({ pair })) return false;
    if (this.isDry) return true;
    const next = { requestedBy: null, since, blockedBy: [] };
    return storeContact(this.records, { pair, userIds: [one, other] }, null, next);
  }
}
