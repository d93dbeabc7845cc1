import { isDuplicateKey } from "../core/errors.js";
import { serviceAct } from "../core/service-act.js";
import type { Service } from "../core/service.js";
import type { KeyedHash } from "../secrets/keyed-hash.js";
import type { Act } from "./act.js";
import type { AuditBounds, Room } from "./audit-bounds.js";
import { AuditCheck, type Verdict } from "./audit-check.js";
import { textOf, type AuditEntries } from "./audit-entries.js";
import { headText, type AuditHead } from "./audit-head.js";
import type { SecurityLog } from "./security-log.js";

const MAX_CLASHES = 100;
const MAX_DETAIL_CHARS = 500;
/** The head is told so long after a row, with whatever rows came in the meantime. */
const HEAD_TOLD_AFTER_MS = 5_000;

export interface AuditDependencies {
  readonly entries: AuditEntries;
  readonly hashing: KeyedHash;
  readonly bounds: AuditBounds;
  readonly log: SecurityLog;
  readonly onFault: (error: unknown) => void;
}

/** The record of acts that matter for security: each also in the log, as far as there is room. */
export class AuditService {
  private head: AuditHead | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private telling: NodeJS.Timeout | null = null;

  constructor(private readonly deps: AuditDependencies) {}

  /** Resolves when the act is stored. One after the other, because each row names the one before. */
  record(act: Act): Promise<void> {
    const by = serviceAct.current;
    this.deps.log.tell({ event: act.event, ...factsOf(act), ...(by && { serviceKey: by.name }) });
    const before = this.last;
    // Counted before its turn, which all wait for.
    const room = this.deps.bounds.roomFor(act);
    const stored = Promise.all([room, before]).then(([found]) => this.keep(act, by, found));
    this.last = Promise.allSettled([before, stored]);
    return stored;
  }

  /** For acts whose answer does not wait; a failure is logged. */
  note(act: Act): void {
    this.record(act).catch(this.deps.onFault);
  }

  /** Resolves when what was noted is stored. */
  async stop(): Promise<void> {
    await this.last;
    if (this.telling) this.tellHead();
  }

  verify(expected: string | null): Promise<Verdict> {
    return new AuditCheck(this.deps.entries, this.deps.hashing).run(expected);
  }

  private async keep(act: Act, by: Service | null, room: Room): Promise<void> {
    if (room === "none") return;
    const last = "Those that follow within the hour are in the log alone.";
    await this.append(room === "last" ? { ...act, detail: last } : act, by);
    this.telling ??= setTimeout(() => this.tellHead(), HEAD_TOLD_AFTER_MS).unref();
  }

  private async append(act: Act, by: Service | null): Promise<void> {
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
        ...(by && { keyId: by.keyId, keyName: by.name }),
      };
      const hash = this.deps.hashing.text(textOf(row, head.hash));
      try {
        await this.deps.entries.add({ ...row, hash });
        this.head = { seq: row.seq, hash };
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new Error("no position in the audit log could be had");
  }

  /** Reads on from what this node knows: other nodes write too. */
  private async currentHead(): Promise<AuditHead> {
    let head = this.head ?? (await this.deps.entries.head());
    for (;;) {
      const newest = (await this.deps.entries.range(head.seq + 1, head.seq + 100)).at(-1);
      if (!newest) return (this.head = head);
      head = { seq: newest.seq, hash: newest.hash };
    }
  }

  /** Outside of the database, so that rows which are taken from its end are missed. */
  private tellHead(): void {
    if (this.telling) clearTimeout(this.telling);
    this.telling = null;
    if (this.head) this.deps.log.head(headText(this.head, this.deps.hashing));
  }
}

function factsOf({ actorId, subjectId, ipAddress, detail }: Act): Record<string, string> {
  return {
    ...(actorId && { actorId: actorId.toHexString() }),
    ...(subjectId && { subjectId: subjectId.toHexString() }),
    ...(ipAddress && { ipAddress }),
    ...(detail && { detail }),
  };
}
