import type { KeyedHash } from "../secrets/keyed-hash.js";
import { textOf, type AuditEntries } from "./audit-entries.js";
import { headText, readHead, type AuditHead } from "./audit-head.js";

const BATCH = 500;

export interface Verdict {
  /** One sentence on what was changed or removed; null: nothing. */
  readonly fault: string | null;
  /** To be kept elsewhere, for the next time; null: there is no row yet. */
  readonly head: string | null;
}

/** Whether the rows of the audit are those that were written. */
export class AuditCheck {
  constructor(
    private readonly entries: AuditEntries,
    private readonly hashing: KeyedHash,
  ) {}

  /** `expected`: a head that was told before. Without it, missing newest rows show nowhere. */
  async run(expected: string | null): Promise<Verdict> {
    const wanted = expected === null ? null : readHead(expected, this.hashing);
    if (expected !== null && !wanted) return fault("That is no head of this audit.");
    let head: AuditHead = { seq: 0, hash: "" };
    let isReached = wanted === null;
    for (;;) {
      const from = head.seq + 1;
      const rows = await this.entries.range(from, from + BATCH - 1);
      for (const row of rows) {
        const isNext = row.seq === head.seq + 1;
        if (!isNext || !this.hashing.fitsText(textOf(row, head.hash), row.hash))
          return fault(`The audit is broken at ${head.seq + 1}.`);
        head = { seq: row.seq, hash: row.hash };
        if (wanted?.seq === head.seq) {
          if (wanted.hash !== head.hash)
            return fault(`The audit is broken: row ${head.seq} is not the one of that head.`);
          isReached = true;
        }
      }
      if (rows.length < BATCH) break;
    }
    if (!isReached)
      return fault(`The audit is broken: it ends at ${head.seq}, and that head is ${wanted?.seq}.`);
    return { fault: null, head: head.seq > 0 ? headText(head, this.hashing) : null };
  }
}

function fault(sentence: string): Verdict {
  return { fault: sentence, head: null };
}
