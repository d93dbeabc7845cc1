import type { Batch } from "./batch.js";
import type { Stay } from "./memberships.js";
import type { EntryEvent } from "./feed-event.js";
import type { LogEntry } from "./log-entry.js";
import { eventsOf } from "./log-order.js";
import type { LogTail } from "./log-tail.js";
import type { News } from "./news.js";
import type { Recipient } from "./parked.js";
import { portionOf, readRights, type Rights } from "./rights.js";
import type { Source } from "./subscriber.js";
import { templateOf } from "./template.js";
import type { Template } from "./template.types.js";

/** How far they have come. */
export interface Place {
  readonly tail: LogTail;
  /** As it was when their rights were read last. */
  readonly stay: Stay;
  readonly position: number;
  readonly news: News;
  readonly replayed: boolean;
}

/** What comes next for somebody who is behind. */
export interface NextBatch {
  readonly rights: Rights;
  readonly entries: readonly LogEntry[];
  /** Null where there are no entries. */
  readonly frame: Template | null;
  readonly reached: number;
}

/** With rights that are read anew; null where there are none. Rejects while it cannot be read. */
export async function readNext(source: Source, place: Place): Promise<NextBatch | null> {
  const { userId, order, memberships, batches } = source;
  const { tail, stay, position } = place;
  const reading = { userId, order, memberships, tail };
  const rights = await readRights(reading, stay, position);
  if (!rights) return null;
  // Their end may be known before it is read here.
  await tail.advance(rights.stay.leftRevision ?? 0);
  const from = Math.max(position, order.joinedAt(rights.stay) - 1);
  const { viewer, operationId, hasBlocks } = source;
  const reader = { viewer, firstSeq: rights.stay.firstSeq, hasBlocks: hasBlocks() };
  const recipient = { userId, operationId, reader };
  const batch = await batches.read(tail, order, from);
  const again = (): Promise<Rights | null> => readRights(reading, rights.stay, position);
  const { news, replayed } = place;
  const isNew = (entry: LogEntry): boolean => order.name === "seq" || news.has(entry);
  const { entries, reached } = await portionOf(
    { entries: batch.entries, reached: batch.reached, from },
    rights,
    { ...reading, again, isNew },
  );
  const events = eventsOf(entries, { isNew, replayed });
  const frame = events.length > 0 ? await frameOf(events, batch, recipient, source) : null;
  return { rights, entries, frame, reached };
}

async function frameOf(
  events: readonly EntryEvent[],
  batch: Batch,
  recipient: Recipient,
  { renderer }: Source,
): Promise<Template> {
  // Whoever may read only a part of it has that rendered for them alone.
  const isWhole =
    events.length === batch.entries.length &&
    events.every(({ entry }, at) => entry === batch.entries[at]);
  if (!isWhole) {
    const { payloads } = await renderer.render(events, recipient.reader);
    return templateOf(payloads, recipient.operationId);
  }
  const frames = batch.framesFor(recipient, renderer, events);
  for (;;) {
    const result = frames.resultFor(recipient);
    if (result) return result.templateFor(recipient.operationId);
    await frames.prepare(recipient);
  }
}
