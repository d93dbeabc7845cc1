import type { Model } from "mongoose";
import type { AuditHead } from "./audit-head.js";
import type { AuditEntry } from "./audit.model.js";

/** The rows of the audit as they are stored. */
export class AuditEntries {
  constructor(private readonly rows: Model<AuditEntry>) {}

  async add(row: Omit<AuditEntry, "_id">): Promise<void> {
    await this.rows.create(row);
  }

  async range(from: number, to: number): Promise<AuditEntry[]> {
    return this.rows
      .find({ seq: { $gte: from, $lte: to } })
      .sort({ seq: 1 })
      .lean();
  }

  /** Before the first: position 0, with no hash. */
  async head(): Promise<AuditHead> {
    const newest = await this.rows.findOne().sort({ seq: -1 }).lean();
    return newest ? { seq: newest.seq, hash: newest.hash } : { seq: 0, hash: "" };
  }
}

/** What a row's hash is made of, with that of the one before. */
export function textOf(row: Omit<AuditEntry, "_id" | "hash">, before: string): string {
  const { seq, at, event, actorId, subjectId, ipAddress, detail, keyId, keyName } = row;
  const ids = [actorId, subjectId].map((id) => id?.toHexString() ?? null);
  // Rows from before there were keys are hashed as they were.
  const key = keyId ? [keyId.toHexString(), keyName ?? null] : [];
  return JSON.stringify([before, seq, at.toISOString(), event, ...ids, ipAddress, detail, ...key]);
}
