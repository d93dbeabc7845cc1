import type { Change, History } from "../history.js";
import type { Report } from "./violation.js";

/** I-13 and I-17: what became of the changes that were acknowledged. */
export function checkChanges(history: History, report: Report): void {
  for (const change of history.changes) {
    const { messageId, revision } = change;
    const revisions = history.revisions.get(messageId) ?? [];
    if (!revisions.includes(revision))
      report("I-17", `${text(change)} is not among the revisions [${revisions.join()}]`);
    checkState(history, change, report);
    if (change.kind === "delete") checkDeleted(history, change, report);
  }
}

/** A message says what it was edited to, unless it was deleted, if only by a try of unknown fate. */
function checkState({ logs, deletions }: History, change: Change, report: Report): void {
  const { kind, messageId, conversationId, body } = change;
  const entry = logs.get(conversationId)?.find(({ id }) => id === messageId);
  const isDeleted = deletions.has(messageId);
  if (kind === "edit" && entry?.body !== body && !(isDeleted && entry?.body === null))
    report("I-17", `${text(change)}, and yet it says “${entry?.body}”`);
  if (kind === "delete" && entry?.body !== null)
    report("I-13", `${text(change)}, and yet it says “${entry?.body}”`);
}

function checkDeleted({ subscribers }: History, change: Change, report: Report): void {
  for (const { name, deliveries } of subscribers)
    for (const given of deliveries)
      if (given.id === change.messageId && given.revision >= change.revision && given.body !== null)
        report("I-13", `${name} was given “${given.body}” after ${text(change)}`);
}

function text({ kind, messageId, conversationId, revision }: Change): string {
  return `the ${kind} of ${messageId} in ${conversationId} at ${revision}`;
}
