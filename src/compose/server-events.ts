import type { Mongo } from "../adapters/mongo.js";
import type { Cursors } from "../api/graphql/cursor.js";
import type { Feeds } from "../api/graphql/feeds.js";
import type { Followers } from "../chat/followers/followers.service.js";
import type { LogStore } from "../chat/log/log-store.js";
import type { ExternalIdsSource } from "../integration/server-events/external-ids.js";
import { ServerEntry } from "../integration/server-events/server-entry.model.js";
import { ServerEventService } from "../integration/server-events/server-event.service.js";
import {
  SERVER_LOG_KIND,
  SERVER_REPLAY_MAX,
  ServerLog,
} from "../integration/server-events/server-log.service.js";
import { ServerLogStore } from "../integration/server-events/server-log-store.js";
import { ServerEventsResolver } from "../live/feeds/server-events.resolver.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import {
  ServerEventFeed,
  serverEventFeed,
  type FollowedEntry,
} from "../live/feeds/server-event-feed.js";
import { revisionOrder, seqOrder, type LogOrder } from "../live/realtime/log-order.js";
import type { Hint } from "../platform/hints/hint.js";
import { soleReaders } from "./sole-reader.js";

const CHARS_OF_ENTRY = 300;

export interface ServerEventsDependencies extends ExternalIdsSource {
  readonly mongo: Mongo;
  readonly store: LogStore;
  readonly followers: Followers;
  readonly cursors: Cursors;
  readonly feeds: Feeds;
  readonly publish: (hint: Hint) => void;
  /** By the database's clock. */
  readonly now: () => Date;
  readonly keepMs: number;
}

export interface ServerEvents {
  readonly resolvers: readonly object[];
  readonly live: LiveSource;
}

/** All logs as one, which backends read and follow. */
export function createServerEvents(deps: ServerEventsDependencies): ServerEvents {
  const { mongo, followers, cursors, feeds, now, publish, keepMs } = deps;
  const rows = mongo.model(ServerEntry, "ServerEntry", "server_log");
  const log = new ServerLog({
    ...{ followers, publish, now, keepMs },
    store: new ServerLogStore(rows, now),
  });
  followers.serve(SERVER_LOG_KIND, () => log);
  const events = new ServerEventService({ ...deps, log });
  const feed = new ServerEventFeed(log, events, cursors);
  feeds.set(serverEventFeed, feed);
  return { resolvers: [new ServerEventsResolver(feed)], live: sourceOf(log) };
}

/** What live subscriptions read: one log, with one reader for all keys. */
function sourceOf(log: ServerLog): LiveSource {
  const read: LogOrder["read"] = async (_id, from, to) =>
    (await log.range(from, to)).map(logEntryOf);
  return {
    orders: {
      seq: seqOrder(read),
      revision: { ...revisionOrder(read), maxReplay: SERVER_REPLAY_MAX },
    },
    remember: () => undefined,
    charsOf: () => CHARS_OF_ENTRY,
    async heads(ids) {
      const head = { seq: 0, revision: await log.end(), lastAbout: new Map<string, number>() };
      return new Map(ids.map((id) => [id.toHexString(), head]));
    },
    memberships: soleReaders,
    blocks: { any: () => Promise.resolve(false) },
  };
}

/** Entries are not counted, and none is missing. */
function logEntryOf(entry: ServerEntry): FollowedEntry {
  const place = { seq: 0, revision: entry._id, createdRevision: entry._id };
  return { ...place, _id: entry.messageId, senderId: null, of: entry };
}
