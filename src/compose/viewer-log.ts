import type { Types } from "mongoose";
import type { Mongo } from "../adapters/mongo.js";
import { MemberRole, type Membership } from "../chat/membership/membership.model.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import type { LogEntry } from "../live/realtime/log-entry.js";
import { revisionOrder, seqOrder, type LogOrder } from "../live/realtime/log-order.js";
import { ViewerEntry } from "../people/viewer-log/viewer-entry.model.js";
import { VIEWER_REPLAY_MAX, ViewerLogStore } from "../people/viewer-log/viewer-log-store.js";
import { ViewerLog } from "../people/viewer-log/viewer-log.service.js";
import { toId } from "../platform/core/id.js";
import type { HintBus } from "../platform/hints/hint.js";

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
    memberships: {
      find: (userId, logId) => Promise.resolve(userId === logId ? ownerOf(toId(userId)) : null),
      ended: () => Promise.resolve(null),
      changedSince: () => Promise.resolve([]),
      withheld: (entry) => entry,
      all: (userId) => Promise.resolve([ownerOf(toId(userId))]),
      ofMany: (userIds) => Promise.resolve(userIds.map((id) => ownerOf(toId(id)))),
    },
    blocks,
  };
}

/** Entries are not counted: of several of one thing only the last is read, and none is missing. */
function logEntryOf(entry: ViewerEntry): LogEntry & ViewerEntry {
  return { ...entry, seq: 0, createdRevision: entry.revision, senderId: null };
}

/** From the beginning on, and for ever. */
function ownerOf(userId: Types.ObjectId): Membership {
  const stay = { joinedSeq: 0, joinedRevision: 1, joinedAt: new Date(0), leftAt: null };
  const place = { _id: userId, userId, conversationId: userId, role: MemberRole.OWNER };
  return { ...place, ...stay, appliedSeq: 0 } as Membership;
}
