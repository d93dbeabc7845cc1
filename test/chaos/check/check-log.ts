import type { Entry, History, LogEntry, Send } from "../history.js";
import { staysIn, type Stay } from "./membership.js";
import type { Report } from "./violation.js";

/** I-1 to I-6 and I-11, and who wrote where: the log of one conversation against what its senders saw. */
export function checkLog(history: History, conversationId: string, report: Report): void {
  const log = history.logs.get(conversationId) ?? [];
  const stays = staysIn(log, history.pairs.get(conversationId));
  const sends = history.sends.filter((send) => send.conversationId === conversationId);
  const byBody = new Map<string, Send>();
  for (const send of sends)
    for (const body of [send.body, send.edited]) if (body) byBody.set(body, send);
  // A deleted message has no body to be known by.
  for (const send of sends)
    for (const { id } of send.answers) if (history.deletions.has(id)) byBody.set(id, send);
  checkPositions(log, conversationId, report);
  const places = new Map<Send, LogEntry[]>();
  for (const entry of log) {
    if (entry.systemEvent) continue;
    const send = byBody.get(entry.body ?? entry.id);
    if (!send || send.userId !== entry.senderId)
      report("I-2", `${place(entry)} was never sent: ${entry.body} by ${entry.senderId}`);
    else places.set(send, [...(places.get(send) ?? []), entry]);
  }
  for (const send of sends) checkSend(send, places.get(send) ?? [], report);
  checkOrder(places, report);
  checkWriters(history, { conversationId, places, stays }, report);
}

function checkPositions(log: readonly Entry[], conversationId: string, report: Report): void {
  for (const [at, { seq }] of log.entries())
    if (seq !== at + 1) return report("I-4", `${conversationId}: ${seq} stands in place ${at + 1}`);
}

function checkSend(send: Send, found: readonly LogEntry[], report: Report): void {
  const { key, answers, refusal, unknown, abandoned } = send;
  const where = `${key} stands at [${found.map(({ seq }) => seq).join()}]`;
  if (answers.length > 0 && found.length !== 1) report("I-1", `acknowledged ${where}`);
  if (answers.length === 0 && found.length > 1) report("I-3", `of unknown fate, ${where}`);
  if (refusal && unknown === 0 && answers.length === 0 && found.length > 0)
    report("I-3", `refused (${refusal}), and yet ${where}`);
  if (answers.length === 0 && !refusal && !abandoned)
    report("I-8", `${key} was never answered, however often it was sent`);
  const [first] = answers;
  for (const answer of answers)
    if (answer.id !== first?.id || answer.seq !== first.seq)
      report("I-11", `${key} is ${JSON.stringify(first)} and ${JSON.stringify(answer)}`);
  const [entry] = found;
  if (first && entry && (entry.id !== first.id || entry.seq !== first.seq))
    report("I-5", `${key} was acknowledged as ${JSON.stringify(first)}, and is at ${place(entry)}`);
}

/** From the end of the log to its start: the earliest acknowledgement of all that stand behind. */
function checkOrder(places: ReadonlyMap<Send, readonly LogEntry[]>, report: Report): void {
  const placed = [...places].flatMap(([send, entries]) =>
    entries.map(({ seq }) => ({ send, seq })),
  );
  let earliest: { readonly at: number; readonly key: string } = { at: Infinity, key: "" };
  for (const { send } of placed.sort((a, b) => b.seq - a.seq)) {
    if (earliest.at < send.invokedAt)
      report("I-6", `${earliest.key} was acknowledged before ${send.key} was sent, and follows it`);
    const at = send.answers[0]?.at ?? Infinity;
    if (at < earliest.at) earliest = { at, key: send.key };
  }
}

interface Writing {
  readonly conversationId: string;
  readonly places: ReadonlyMap<Send, readonly LogEntry[]>;
  readonly stays: ReadonlyMap<string, readonly Stay[]>;
}

/** A removal that was acknowledged binds whoever writes afterwards; a member is never refused. */
function checkWriters(
  history: History,
  { conversationId, places, stays }: Writing,
  report: Report,
): void {
  for (const send of history.sends.filter((one) => one.conversationId === conversationId)) {
    const own = stays.get(send.userId) ?? [];
    if (send.refusal && own.length === 1 && own[0]?.toSeq === Infinity)
      report("I-10", `${send.key} of a member was refused: ${send.refusal}`);
    const removed = history.removals.some(
      (one) =>
        one.conversationId === conversationId &&
        one.userId === send.userId &&
        one.acknowledgedAt < send.invokedAt,
    );
    const outside = (places.get(send) ?? []).filter(
      ({ seq }) => !own.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq),
    );
    if (outside.length > 0 && (removed || own.length === 0))
      report("I-10", `${send.key} was written by somebody who is not a member`);
  }
}

function place({ conversationId, seq, id }: Entry): string {
  return `${conversationId} ${seq} (${id})`;
}
