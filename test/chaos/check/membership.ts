import type { LogEntry } from "../history.js";

/** From one entry of the log to another, both inclusive, somebody was a member. */
export interface Stay {
  readonly fromSeq: number;
  readonly fromRevision: number;
  /** Infinite while it lasts. */
  readonly toSeq: number;
  readonly toRevision: number;
}

type Stays = Map<string, Stay[]>;

/** Who was a member when, as the log itself says; `pair` for a direct conversation. */
export function staysIn(log: readonly LogEntry[], pair: readonly string[] = []): Stays {
  const stays: Stays = new Map();
  const enter = (userId: string, seq: number, revision: number): void => {
    const own = stays.get(userId) ?? [];
    const open = own.at(-1)?.toSeq === Infinity;
    if (!open) own.push({ fromSeq: seq, fromRevision: revision, ...OPEN });
    stays.set(userId, own);
  };
  const leave = (userId: string, seq: number): void => {
    const own = stays.get(userId) ?? [];
    const last = own.pop();
    // A system entry is never changed: its revision is still the one of its creation.
    if (last) own.push({ ...last, toSeq: seq, toRevision: revisionAt(log, seq) });
  };
  for (const userId of pair) enter(userId, 1, 1);
  for (const { seq, revision, systemEvent, subjectIds, senderId } of log) {
    if (systemEvent === "CONVERSATION_CREATED") enter(senderId ?? "", seq, revision);
    if (systemEvent === "CONVERSATION_CREATED" || systemEvent === "MEMBER_ADDED")
      for (const userId of subjectIds) enter(userId, seq, revision);
    if (systemEvent === "MEMBER_REMOVED" || systemEvent === "MEMBER_LEFT")
      for (const userId of subjectIds) leave(userId, seq);
  }
  return stays;
}

const OPEN = { toSeq: Infinity, toRevision: Infinity };

function revisionAt(log: readonly LogEntry[], seq: number): number {
  return log.find((entry) => entry.seq === seq)?.revision ?? Infinity;
}

export function stayAt(
  stays: readonly Stay[] | undefined,
  { seq, revision }: { readonly seq: number; readonly revision: number },
): Stay | undefined {
  return stays?.find(
    (stay) =>
      stay.fromSeq <= seq &&
      seq <= stay.toSeq &&
      stay.fromRevision <= revision &&
      revision <= stay.toRevision,
  );
}
