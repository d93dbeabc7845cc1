import { AppError, ErrorCode } from "../../platform/core/errors.js";

/** How long something is believed without a look at it; word of an end comes before. */
const TRUST_MS = 5_000;
const MAX_TRUSTED = 50_000;

/** What somebody shows, and those whose end is its end: a person, a key, or both. */
export interface Shown {
  readonly name: string;
  readonly of: readonly string[];
}

/** What is held open by it. */
interface Attendance<Asked> {
  readonly asked: Asked;
  readonly ended: () => void;
}

/** A look at the database that is under way. */
interface Check {
  readonly of: readonly string[];
  isStale: boolean;
}

interface Trusted<Found> {
  readonly of: readonly string[];
  readonly found: Found;
  readonly until: number;
}

/** Whether what was shown is still good, and what hears of its end. */
export class AttendedTrust<Asked extends Shown, Found> {
  private readonly trusted = new Map<string, Trusted<Found>>();
  private readonly checks = new Set<Check>();
  private readonly attending = new Map<string, Set<Attendance<Asked>>>();

  /** `read` looks it up, and throws an AppError where it is no good. */
  constructor(private readonly read: (asked: Asked) => Promise<Found>) {}

  /** As it was a moment ago, where nobody has heard of an end. */
  async recall(asked: Asked): Promise<Found> {
    const known = this.trusted.get(asked.name);
    return known && known.until > performance.now() ? known.found : this.check(asked);
  }

  /** For what stays open: listens first, then looks, so that no end falls in between. */
  async attend(
    asked: Asked,
    ended: () => void,
  ): Promise<{ readonly found: Found; readonly leave: () => void }> {
    const leave = this.listen({ asked, ended });
    try {
      return { found: await this.check(asked), leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** A look that began before word of an end does not count: it is taken again. */
  async check(asked: Asked): Promise<Found> {
    const check: Check = { of: asked.of, isStale: false };
    this.checks.add(check);
    try {
      let found: Found;
      do {
        check.isStale = false;
        found = await this.read(asked);
      } while (check.isStale);
      if (this.trusted.size >= MAX_TRUSTED) this.trusted.clear();
      const until = performance.now() + TRUST_MS;
      this.trusted.set(asked.name, { of: asked.of, found, until });
      return found;
    } finally {
      this.checks.delete(check);
    }
  }

  /** Word that something of theirs may have ended. Rejects where not all could be looked at. */
  async heard(id: string): Promise<void> {
    for (const check of this.checks) if (check.of.includes(id)) check.isStale = true;
    for (const [name, { of }] of this.trusted) if (of.includes(id)) this.trusted.delete(name);
    const all = [...(this.attending.get(id) ?? [])];
    const looks = await Promise.allSettled(all.map(({ asked }) => this.check(asked)));
    const failures: unknown[] = [];
    for (const [at, look] of looks.entries())
      if (look.status === "rejected") {
        if (isEnd(look.reason)) all[at]?.ended();
        else failures.push(look.reason);
      }
    if (failures.length > 0) throw failures[0];
  }

  private listen(attendance: Attendance<Asked>): () => void {
    const leaves = attendance.asked.of.map((id) => {
      const own = this.attending.get(id) ?? new Set();
      this.attending.set(id, own.add(attendance));
      return () => {
        own.delete(attendance);
        if (own.size === 0 && this.attending.get(id) === own) this.attending.delete(id);
      };
    });
    return () => {
      for (const leave of leaves) leave();
    };
  }
}

/** Refused, and not for want of a database to ask. */
function isEnd(reason: unknown): boolean {
  return reason instanceof AppError && reason.code !== ErrorCode.SERVICE_UNAVAILABLE;
}
