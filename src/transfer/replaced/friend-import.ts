import type { Model, Types } from "mongoose";
import { pairOf, type ContactRecord } from "../../people/contacts/contact.model.js";
import { storeContact } from "../../people/contacts/stored-contact.js";

/** Friends become contacts. What two people have made of each other here already stays. */
export class FriendImport {
  /** Pairs that a trial would have written: each of two friends names the other. */
  private readonly planned = new Set<string>();

  constructor(
    private readonly records: Model<ContactRecord>,
    private readonly isDry: boolean,
  ) {}

  /** False: they have had to do with one another here. */
  async take(one: Types.ObjectId, other: Types.ObjectId, since: Date): Promise<boolean> {
    const pair = pairOf(one, other);
    if (await this.records.exists({ pair })) return false;
    if (this.isDry) {
      const isNew = !this.planned.has(pair);
      this.planned.add(pair);
      return isNew;
    }
    const next = { requestedBy: null, since, blockedBy: [] };
    return storeContact(this.records, { pair, userIds: [one, other] }, null, next);
  }
}
