import type { Mongo } from "../adapters/mongo.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import type { LogEntry } from "../live/realtime/log-entry.js";
import { revisionOrder, seqOrder, type LogOrder } from "../live/realtime/log-order.js";
import { ViewerEntry } from "../people/viewer-log/viewer-entry.model.js";
import { VIEWER_REPLAY_MAX, ViewerLogStore } from "../people/viewer-log/viewer-log-store.js";
import { ViewerLog } from "../people/viewer-log/viewer-log.service.js";
import type { HintBus } from "../platform/hints/hint.js";
import { soleReaders } from "./sole-reader.js";

const CHARS_OF_ENTRY = 300;

/** The logs of what belongs to one person each. */
export function createViewerLog(mongo: Mongo, bus: HintBus): ViewerLog {
  const rows = mongo.model(ViewerEntry, "ViewerEntry", "viewer_log");
  return new ViewerLog(new ViewerLogStore(rows), bus.publish.bind(bus));
}

/** What live subscriptions read of them: a log whose id is its owner's, and its only reader. */
export function viewerSource(log: ViewerLog, blocks: LiveSource["blocks"]): LiveSource {
  const read: LogOrder["read"] = async (id, from, to) =>
    (await log.range(id, from, to)).map(logEntryOf);
  return {
    orders: {
      seq: seqOrder(read),
      revision: { ...revisionOrder(read), maxReplay: VIEWER_REPLAY_MAX },
    },
    remember: log.remember,
    charsOf: () => CHARS_OF_ENTRY,
    async heads(ids) {
      const heads = await log.heads(ids);
      return new Map(
        [...heads].map(([id, revision]) => [id, { seq: 0, revision, lastAbout: new Map() }]),
      );
    },
    memberships: soleReaders,
    blocks,
  };
}

/** Entries are not counted: of several of one thing only the last is read, and none is missing. */
function logEntryOf(entry: ViewerEntry): LogEntry & ViewerEntry {
  return { ...entry, seq: 0, createdRevision: entry.revision, senderId: null };
}
