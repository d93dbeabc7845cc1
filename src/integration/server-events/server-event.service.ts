import type { LogStore } from "../../chat/log/log-store.js";
import { Batcher } from "../../platform/core/batcher.js";
import { eventDataOf, type EventBody } from "./event-body.js";
import { externalIdsOfMany, type ExternalIdsSource } from "./external-ids.js";
import type { ServerEntry } from "./server-entry.model.js";
import type { ServerEventType } from "./server-event-type.model.js";
import type { ServerLog } from "./server-log.service.js";

/** So many entries are looked at for one page, whatever is wanted of them. */
const LOOKED_AT = 1_000;

/** An entry as it is told, with its message as that is now. */
export interface EventOfEntry {
  readonly position: number;
  readonly eventId: string;
  readonly type: ServerEventType;
  readonly timestamp: Date;
  readonly data: EventBody["data"];
}

export interface EventPage {
  readonly events: readonly EventOfEntry[];
  readonly position: number;
  readonly hasMore: boolean;
  readonly missed: number;
}

export interface ServerEventDependencies extends ExternalIdsSource {
  readonly log: ServerLog;
  readonly store: Pick<LogStore, "byKey">;
}

export interface PageAsked {
  /** Null: from the oldest that is kept. */
  readonly since: number | null;
  readonly types: readonly ServerEventType[] | null;
  readonly size: number;
}

/** The server's log as backends are given it. */
export class ServerEventService {
  /** What is rendered at the same time is read together. */
  private readonly reading = new Batcher((entries: readonly ServerEntry[]) => this.read(entries));

  constructor(private readonly deps: ServerEventDependencies) {}

  async page({ since, types, size }: PageAsked): Promise<EventPage> {
    const { log } = this.deps;
    const end = await log.end();
    const gone = await log.gone();
    const from = Math.max(since ?? gone, gone);
    const entries = await log.range(from + 1, Math.min(end, from + LOOKED_AT));
    const wanted = entries.filter(({ type }) => types?.includes(type) ?? true);
    const given = wanted.slice(0, size);
    const isCut = given.length < wanted.length;
    const reached = (isCut ? given : entries).at(-1)?._id ?? from;
    return {
      events: await Promise.all(given.map((entry) => this.reading.ask(entry))),
      position: reached,
      hasMore: reached < end,
      missed: from - (since ?? from),
    };
  }

  of(entry: ServerEntry): Promise<EventOfEntry> {
    return this.reading.ask(entry);
  }

  private async read(entries: readonly ServerEntry[]): Promise<EventOfEntry[]> {
    const keys = entries.map(({ messageId: _id, conversationId }) => ({ _id, conversationId }));
    const found = await this.deps.store.byKey(keys);
    const byId = new Map(found.map((message) => [message._id.toHexString(), message]));
    const externalIds = await externalIdsOfMany(found, this.deps);
    return entries.map(({ _id, conversationId, revision, messageId, type, writtenAt }) => {
      const message = byId.get(messageId.toHexString());
      if (!message) throw new Error("an entry of the server's log without its message");
      return {
        position: _id,
        eventId: `${conversationId.toHexString()}.${revision}`,
        ...{ type, timestamp: writtenAt },
        data: eventDataOf(message, externalIds(message)),
      };
    });
  }
}
