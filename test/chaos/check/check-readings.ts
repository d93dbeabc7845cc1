import type { Entry, History } from "../history.js";
import { staysIn } from "./membership.js";
import type { Report } from "./violation.js";

/** I-1 and I-5 in every history from every node, I-9 during the run, I-10 for whoever may not read. */
export function checkReadings(history: History, report: Report): void {
  for (const { userId, conversationId, node, entries } of history.readings) {
    const log = history.logs.get(conversationId) ?? [];
    const last = staysIn(log, history.pairs.get(conversationId)).get(userId)?.at(-1);
    const name = `${userId} on node ${node} in ${conversationId}`;
    if (!last || last.toSeq !== Infinity) {
      if (entries) report("I-10", `${name} reads ${entries.length} messages as a stranger`);
      continue;
    }
    const expected = log.slice(last.fromSeq - 1);
    const read = entries ?? [];
    if (read.length !== expected.length)
      report("I-1", `${name} reads ${read.length} messages of ${expected.length}`);
    const other = expected.findIndex((entry, at) => !isSame(entry, read[at]));
    if (other >= 0 && other < read.length)
      report("I-5", `${name} reads ${JSON.stringify(read[other])} as ${other}th`);
  }
  checkGlances(history, report);
}

function isSame(a: Entry, b: Entry | undefined): boolean {
  return a.id === b?.id && a.seq === b.seq && a.revision === b.revision && a.body === b.body;
}

/** Read your writes, and everybody else's: a node that is asked later knows of them. */
function checkGlances({ glances, sends, removals }: History, report: Report): void {
  for (const { userId, conversationId, node, invokedAt, lastSeq } of glances) {
    // Whoever is being put out sees nothing from the write on, which is before its acknowledgement.
    const isRemoved = removals.some(
      (one) => one.userId === userId && one.conversationId === conversationId,
    );
    if (lastSeq === 0 && isRemoved) continue;
    for (const send of sends) {
      if (send.conversationId !== conversationId) continue;
      const seen = send.answers.find(({ at, seq }) => at < invokedAt && seq > lastSeq);
      if (seen)
        report("I-9", `${userId} saw ${lastSeq} on node ${node} after ${send.key} was ${seen.seq}`);
    }
  }
}
