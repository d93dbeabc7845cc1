import type { Model, Types } from "mongoose";
import type { Vault } from "../../platform/secrets/vault.js";
import type { PushAddress } from "./push-address.js";
import type { PushTargetRow } from "./push-target.model.js";

/** The rows of targets, and what is sealed in them. */
export class PushTargets {
  constructor(
    private readonly rows: Model<PushTargetRow>,
    private readonly vault: Vault,
  ) {}

  ofUsers(userIds: readonly Types.ObjectId[]): Promise<PushTargetRow[]> {
    return this.rows
      .find({ userId: { $in: [...userIds] } })
      .sort({ _id: 1 })
      .lean();
  }

  byId(ids: readonly Types.ObjectId[]): Promise<PushTargetRow[]> {
    return this.rows.find({ _id: { $in: [...ids] } }).lean();
  }

  /** The session's only one of that kind, and the only one with that address. */
  async put(
    row: Omit<PushTargetRow, "_id" | "address">,
    address: PushAddress,
  ): Promise<PushTargetRow> {
    const { sessionId, kind, addressHash } = row;
    await this.rows.deleteMany({ addressHash, sessionId: { $ne: sessionId } });
    const sealed = this.vault.seal(JSON.stringify(address), placeOf(row));
    return this.rows
      .findOneAndUpdate(
        { sessionId, kind },
        { $set: { ...row, address: sealed, lastError: null } },
        { upsert: true, returnDocument: "after" },
      )
      .lean();
  }

  addressOf(row: PushTargetRow): PushAddress {
    return JSON.parse(this.vault.open(row.address, placeOf(row))) as PushAddress;
  }

  /** As it was read: one that was registered anew meanwhile stays. */
  async drop({ _id, addressHash }: Pick<PushTargetRow, "_id" | "addressHash">): Promise<void> {
    await this.rows.deleteOne({ _id, addressHash });
  }

  async remove(userId: Types.ObjectId, _id: Types.ObjectId): Promise<boolean> {
    return (await this.rows.deleteOne({ _id, userId })).deletedCount === 1;
  }

  async forget(userId: Types.ObjectId): Promise<void> {
    await this.rows.deleteMany({ userId });
  }

  async note(
    _id: Types.ObjectId,
    fact: Pick<PushTargetRow, "lastSentAt" | "lastError">,
  ): Promise<void> {
    await this.rows.updateOne({ _id }, { $set: fact });
  }
}

/** Binds what is sealed to its row. */
function placeOf({ sessionId, kind }: Pick<PushTargetRow, "sessionId" | "kind">): string {
  return `push_targets|address|${sessionId.toHexString()}|${kind}`;
}
