import type { Delivery, Entry, History, LogEntry, Subscriber } from "../history.js";
import { stayAt, staysIn, type Stay } from "./membership.js";
import type { Report } from "./violation.js";

/** I-5, I-7, I-8 and I-10: what each subscriber was given, over all of its sockets. */
export function checkFeeds(history: History, report: Report): void {
  const bodies = bodiesOf(history);
  const { deletions } = history;
  for (const [conversationId, log] of history.logs) {
    const stays = staysIn(log, history.pairs.get(conversationId));
    for (const subscriber of history.subscribers) {
      const own = stays.get(subscriber.userId) ?? [];
      const feed = { subscriber, log, stays: own, bodies, deletions, conversationId };
      const given = subscriber.deliveries.filter((one) => one.conversationId === conversationId);
      for (const delivery of given) checkDelivery(feed, delivery, report);
      if (subscriber.feed === "messages") checkMessages(feed, given, report);
      else checkEvents(feed, given, report);
    }
  }
}

interface Feed {
  readonly subscriber: Subscriber;
  readonly conversationId: string;
  readonly log: readonly LogEntry[];
  readonly stays: readonly Stay[];
  /** What a message may say, by its first body: the same, or what it was edited to. */
  readonly bodies: ReadonlyMap<string, string>;
  /** Those may also say nothing. */
  readonly deletions: ReadonlySet<string>;
}

/** Both bodies of a message stand for the first one. */
function bodiesOf({ sends }: History): Map<string, string> {
  return new Map(
    sends.flatMap(({ body, edited }) => [
      [body, body],
      [edited ?? body, body],
    ]),
  );
}

function checkDelivery(
  { subscriber, log, stays, bodies, deletions }: Feed,
  given: Delivery,
  report: Report,
) {
  const name = `${subscriber.name} was given ${given.conversationId} ${given.seq}`;
  if (!stayAt(stays, given)) report("I-10", `${name} outside of their membership`);
  if (given.clientMessageId !== null && given.senderId !== subscriber.userId)
    report("I-10", `${name} with the clientMessageId of somebody else`);
  if (subscriber.only !== null && subscriber.only !== given.conversationId)
    report("I-10", `${name}, and had asked for ${subscriber.only}`);
  const entry = log[given.seq - 1];
  const same = entry && entry.id === given.id && entry.senderId === given.senderId;
  const [was, is] = [given, entry].map((one) => bodies.get(one?.body ?? "") ?? one?.body ?? null);
  const isGone = deletions.has(given.id) && (given.body === null || entry?.body === null);
  // Whoever has left is shown that it came, and nothing of what it says by now.
  const stay = stayAt(stays, given);
  const isWithheld = given.body === null && (entry?.revision ?? 0) > (stay?.toRevision ?? Infinity);
  if (!same || (was !== is && !isGone && !isWithheld))
    report("I-5", `${name} as ${text(given)}; the log has ${text(entry)}`);
}

/** Within a stay each follows the one before; the last stay goes to the end of the log. */
function checkMessages(feed: Feed, given: readonly Delivery[], report: Report): void {
  const { subscriber, stays } = feed;
  const name = `${subscriber.name} in ${feed.conversationId}`;
  let last = 0;
  for (const { seq, socket, node } of given) {
    const stay = stays.find(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);
    const expected = Math.max(last + 1, stay?.fromSeq ?? 0);
    if (stay && seq !== expected)
      report("I-7", `${name} got ${seq} after ${last} (socket ${socket}, node ${node})`);
    last = Math.max(last, seq);
  }
  const head = headFor(feed);
  if (last < head) report("I-8", `${name} stands at ${last} of ${head}`);
}

/** Revisions only grow, no change comes twice, and every message is there as it is now. */
function checkEvents(feed: Feed, given: readonly Delivery[], report: Report): void {
  const { subscriber, log } = feed;
  const name = `${subscriber.name} in ${feed.conversationId}`;
  const latest = new Map<number, number>();
  let last = 0;
  for (const { seq, revision, socket, node } of given) {
    if (revision <= last)
      report(
        "I-7",
        `${name} got revision ${revision} after ${last} (socket ${socket}, node ${node})`,
      );
    last = Math.max(last, revision);
    latest.set(seq, revision);
  }
  const from = feed.stays.at(-1)?.fromSeq ?? Infinity;
  const missing = log.filter(
    ({ seq, revision }) => from <= seq && seq <= headFor(feed) && latest.get(seq) !== revision,
  );
  for (const { seq, revision } of missing)
    if (revision < last) report("I-7", `${name} was not given ${seq} at revision ${revision}`);
    else report("I-8", `${name} does not have ${seq} at revision ${revision} yet`);
}

/** Up to where a subscriber must have come; zero for whoever is not a member in the end. */
function headFor({ subscriber, stays, log, conversationId }: Feed): number {
  const asked = subscriber.only === null || subscriber.only === conversationId;
  return asked && stays.at(-1)?.toSeq === Infinity ? log.length : 0;
}

function text(entry: Entry | undefined): string {
  return entry ? `${entry.id} “${entry.body}” by ${entry.senderId}` : "nothing";
}
