import type { Counter } from "../limits/counter.js";
import { networkOf } from "../limits/network.js";
import type { Act } from "./act.js";
import { AuditEvent } from "./audit.model.js";

const HOUR_MS = 60 * 60_000;

/**
 * What anybody can bring about again and again, and how many rows an hour are kept of it: for one
 * party, and for one account that it is done to. Whatever is not here stands behind a limit of its
 * own or is an administrator's act, and is always kept.
 */
const ROWS_PER_HOUR: Readonly<Partial<Record<AuditEvent, number>>> = {
  [AuditEvent.LOGIN]: 60,
  [AuditEvent.LOGIN_FAILED]: 60,
  [AuditEvent.LOGIN_FLOOD]: 20,
  [AuditEvent.REFRESH_REUSED]: 20,
  [AuditEvent.RECOVERY_CODE_USED]: 20,
  [AuditEvent.ADMIN_REFUSED]: 20,
  [AuditEvent.SESSIONS_ENDED]: 60,
  [AuditEvent.EXPORT_DOWNLOADED]: 20,
};
/** Of one kind, whoever they are. */
const ROWS_OF_ALL = 5_000;

/** `last`: for the row in which it says that there is none. */
export type Room = "some" | "last" | "none";

/** So that nobody fills the audit, which is never shortened. Counts are those of all nodes. */
export class AuditBounds {
  constructor(private readonly counter: Counter) {}

  async roomFor(act: Act): Promise<Room> {
    const { event, actorId, subjectId } = act;
    const max = ROWS_PER_HOUR[event];
    if (max === undefined || isOfAdministrator(act)) return "some";
    const parties = [
      `by:${actorId?.toHexString() ?? networkOf(act.ipAddress ?? "")}`,
      ...(subjectId ? [`to:${subjectId.toHexString()}`] : []),
    ];
    const counts = await Promise.all([
      ...parties.map((party) => this.over(`${event}:${party}`, max)),
      this.over(`${event}:all`, ROWS_OF_ALL),
    ]);
    const over = Math.max(...counts);
    if (over <= 0) return "some";
    return over === 1 ? "last" : "none";
  }

  private async over(key: string, max: number): Promise<number> {
    const { count } = await this.counter.add(`audit:${key}`, HOUR_MS);
    return count - max;
  }
}

/** Done to somebody else by whoever is signed in, and not refused. */
function isOfAdministrator({ event, actorId, subjectId }: Act): boolean {
  return (
    event === AuditEvent.SESSIONS_ENDED && !!actorId && !!subjectId && !actorId.equals(subjectId)
  );
}
