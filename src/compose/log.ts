import type { Model } from "mongoose";
import type { Mongo } from "../adapters/mongo.js";
import type { OwnChanges } from "../people/viewer-log/viewer-log.service.js";
import { LogHeads } from "../chat/log/log-heads.js";
import { LogProjector } from "../chat/log/log-projector.js";
import { Standing } from "../chat/log/standing.js";
import { LogStore } from "../chat/log/log-store.js";
import { LogWriter } from "../chat/log/log-writer.model.js";
import { LogWriters } from "../chat/log/log-writers.js";
import { LogService } from "../chat/log/log.service.js";
import { MemberViewService } from "../chat/log/member-view.service.js";
import { MembershipProjector } from "../chat/log/membership-projector.js";
import { Message } from "../chat/log/message.model.js";
import { Conversation } from "../chat/membership/conversation.model.js";
import { Membership } from "../chat/membership/membership.model.js";
import { MembershipService } from "../chat/membership/membership.service.js";
import { ReadingPositions } from "../chat/membership/reading-positions.js";
import type { OnFault } from "../platform/core/fault.js";
import type { Hint } from "../platform/hints/hint.js";
import type { Traces } from "../platform/tracing/traces.js";

export interface LogModels {
  readonly conversations: Model<Conversation>;
  readonly memberships: Model<Membership>;
  readonly messages: Model<Message>;
  readonly writers: Model<LogWriter>;
}

export function logModels(mongo: Mongo): LogModels {
  return {
    conversations: mongo.model(Conversation, "Conversation", "conversations"),
    memberships: mongo.model(Membership, "Membership", "memberships"),
    messages: mongo.model(Message, "Message", "messages"),
    writers: mongo.model(LogWriter, "LogWriter", "log_writers"),
  };
}

export interface LogDependencies {
  readonly models: LogModels;
  readonly publish: (hint: Hint) => void;
  readonly onAppended: (ms: number) => void;
  readonly traces: Traces;
  readonly onFault: OnFault;
  readonly heedOthers: (are: boolean) => void;
  readonly own: OwnChanges;
}

/** The logs, the rows that are derived from them, and who may read both. */
export interface Logs {
  readonly memberships: MembershipService;
  readonly store: LogStore;
  readonly heads: LogHeads;
  readonly positions: ReadingPositions;
  readonly projector: LogProjector;
  readonly memberViews: MemberViewService;
  readonly log: LogService;
  readonly writers: LogWriters;
}

export function createLog(deps: LogDependencies): Logs {
  const { models, publish, onAppended, traces, onFault, heedOthers, own } = deps;
  const memberships = new MembershipService(models.memberships, publish, own);
  const store = new LogStore(models.messages);
  const heads = new LogHeads(models.messages, models.conversations);
  const positions = new ReadingPositions(models.memberships);
  const projector = new LogProjector({
    store,
    standing: new Standing(store),
    heads,
    positions,
    conversations: models.conversations,
    memberships: new MembershipProjector(models.memberships, publish, own),
    ...{ publish, onFault },
  });
  const memberViews = new MemberViewService(memberships, heads, projector);
  const log = new LogService({
    ...{ store, heads, memberViews, projector, publish, onAppended, traces },
  });
  const writers = new LogWriters({
    ...{ writers: models.writers, messages: models.messages, projector, heedOthers, onFault },
  });
  return { memberships, store, heads, positions, projector, memberViews, log, writers };
}
