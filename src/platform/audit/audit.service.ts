import { createHmac } from "node:crypto";
import type { Types } from "mongoose";
import { type Model } from "mongoose";
import { isDuplicateKey } from "../core/errors.js";
import type { AuditEntry, AuditEvent } from "./audit.model.js";

const MAX_CLASHES = 100;
const VERIFY_BATCH = 500;
const MAX_DETAIL_CHARS = 500;

export interface Act {
  readonly event: AuditEvent;
  readonly actorId?: Types.ObjectId | null;
  readonly subjectId?: Types.ObjectId | null;
  readonly ipAddress?: string | null;
  readonly detail?: string | null;
}

/** The log of acts that matter for security. */
export class AuditService {
  private head: { seq: number; hash: string } | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly entries: Model<AuditEntry>,
    private readonly key: Buffer,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Resolves when the act is stored. One after the other, because each row names the one before. */
  record(act: Act): Promise<void> {
    const stored = this.last.then(() => this.append(act));
    this.last = stored.catch(() => undefined);
    return stored;
  }

  /** For acts whose answer does not wait; a failure is logged. */
  note(act: Act): void {
    this.record(act).catch(this.onFault);
  }

  /** Resolves when what was noted is stored. */
  async stop(): Promise<void> {
    await this.last;
  }

  /** The position of the first row that was changed, or that follows a removed one; else null. */
  async verify(): Promise<number | null> {
    let before = "";
    for (let from = 1; ; from += VERIFY_BATCH) {
      const rows = await this.range(from, from + VERIFY_BATCH - 1);
      for (const [index, row] of rows.entries()) {
        if (row.seq !== from + index || row.hash !== this.hash(row, before)) return from + index;
        before = row.hash;
      }
      if (rows.length < VERIFY_BATCH) return null;
    }
  }

  private async append(act: Act): Promise<void> {
    for (let clashes = 0; clashes < MAX_CLASHES; clashes += 1) {
      const head = await this.currentHead();
      const row = {
        seq: head.seq + 1,
        at: new Date(),
        event: act.event,
        actorId: act.actorId ?? null,
        subjectId: act.subjectId ?? null,
        ipAddress: act.ipAddress ?? null,
        detail: act.detail?.slice(0, MAX_DETAIL_CHARS) ?? null,
      };
      const hash = this.hash(row, head.hash);
      try {
        await this.entries.create({ ...row, hash });
        this.head = { seq: row.seq, hash };
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new Error("no position in the audit log could be had");
  }

  /** Reads on from what this node knows: other nodes write too. */
  private async currentHead(): Promise<{ seq: number; hash: string }> {
    let head = this.head ?? (await this.lastStored());
    for (;;) {
      const newest = (await this.range(head.seq + 1, head.seq + 100)).at(-1);
      if (!newest) return (this.head = head);
      head = { seq: newest.seq, hash: newest.hash };
    }
  }

  private async lastStored(): Promise<{ seq: number; hash: string }> {
    const newest = await this.entries.findOne().sort({ seq: -1 }).lean();
    return newest ? { seq: newest.seq, hash: newest.hash } : { seq: 0, hash: "" };
  }

  private async range(from: number, to: number): Promise<AuditEntry[]> {
    return this.entries
      .find({ seq: { $gte: from, $lte: to } })
      .sort({ seq: 1 })
      .lean();
  }

  private hash(row: Omit<AuditEntry, "_id" | "hash">, before: string): string {
    const { seq, at, event, actorId, subjectId, ipAddress, detail } = row;
    const ids = [actorId, subjectId].map((id) => id?.toHexString() ?? null);
    const fields = [before, seq, at.toISOString(), event, ...ids, ipAddress, detail];
    return createHmac("sha256", this.key).update(JSON.stringify(fields)).digest("base64url");
  }
}
