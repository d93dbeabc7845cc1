import type { Cursors } from "../../api/graphql/cursor.js";
import { FeedToken } from "../../api/graphql/feeds.js";
import type {
  EventOfEntry,
  PageAsked,
  ServerEventService,
} from "../../integration/server-events/server-event.service.js";
import type { ServerEntry } from "../../integration/server-events/server-entry.model.js";
import type { ServerLog } from "../../integration/server-events/server-log.service.js";
import { badInput } from "../../platform/core/errors.js";
import type { EntryEvent, FeedEvent } from "../realtime/feed-event.js";
import type { LogEntry } from "../realtime/log-entry.js";
import {
  LogEvent,
  ServerCaughtUp,
  ServerEventPage,
  ServerResyncRequired,
  type ServerEvent,
} from "./server-event.types.js";

/** An entry of the server's log, as it is followed live. */
export interface FollowedEntry extends LogEntry {
  readonly of: ServerEntry;
}

export function entryOf({ entry }: EntryEvent): ServerEntry {
  return (entry as FollowedEntry).of;
}

/** What backends are given of the server's log, with positions that are good for nothing else. */
export class ServerEventFeed {
  constructor(
    private readonly log: ServerLog,
    private readonly events: ServerEventService,
    private readonly cursors: Cursors,
  ) {}

  /** Null: no position was named. BAD_USER_INPUT for whatever this log has not given out. */
  async placeOf(token: string | null): Promise<number | null> {
    const list = await this.list();
    if (token === null) return null;
    const [position] = this.cursors.decode(list, token, "since");
    const at = Number(position);
    if (at <= (await this.log.end())) return at;
    throw badInput("since", "That position is beyond the end: the log is an older one.");
  }

  async page(
    asked: Omit<PageAsked, "since"> & { readonly since: string | null },
  ): Promise<ServerEventPage> {
    const since = await this.placeOf(asked.since);
    const { events, ...page } = await this.events.page({ ...asked, since });
    const tokenOf = await this.tokens();
    return Object.assign(new ServerEventPage(), {
      ...{ ...page, position: tokenOf(page.position) },
      events: events.map((event) => logEvent(event, tokenOf)),
    });
  }

  async of(event: FeedEvent): Promise<ServerEvent> {
    const tokenOf = await this.tokens();
    switch (event.kind) {
      case "entry":
        return logEvent(await this.events.of(entryOf(event)), tokenOf);
      case "caughtUp": {
        const [at = 0] = event.positions.values();
        const replayedCount = event.replayed;
        return Object.assign(new ServerCaughtUp(), { position: tokenOf(at), replayedCount });
      }
      case "resync": {
        const { position, missed } = event;
        return Object.assign(new ServerResyncRequired(), { position: tokenOf(position), missed });
      }
    }
  }

  private async tokens(): Promise<(position: number) => string> {
    const list = await this.list();
    return (position) => this.cursors.encode(list, [position]);
  }

  /** Of another database it is another one. */
  private async list(): Promise<string> {
    return `serverEvents:${(await this.log.begin()).getTime()}`;
  }
}

/** What opens the subscription to it. */
export const serverEventFeed = new FeedToken<Pick<ServerEventFeed, "placeOf">>("server events");

function logEvent(event: EventOfEntry, tokenOf: (position: number) => string): LogEvent {
  return Object.assign(new LogEvent(), { ...event, position: tokenOf(event.position) });
}
