import type { Types } from "mongoose";
import type { AdministrationService } from "../account/administration/administration.service.js";
import type { Mongo } from "../adapters/mongo.js";
import type { Traces } from "../platform/tracing/traces.js";
import type { Connections } from "../chat/awareness/connections.js";
import type { OnFault } from "../platform/core/fault.js";
import type { Hint } from "../platform/hints/hint.js";
import type { Config } from "../platform/config/config.types.js";
import type { Media } from "./media.js";
import type { Shared } from "./shared.js";
import type { ContactService } from "../people/contacts/contact.service.js";
import type { ConversationService } from "../chat/conversations/conversation.service.js";
import type { Feeds } from "../api/graphql/feeds.js";
import type { LoaderRegistry } from "../api/graphql/loaders.js";
import type { Cursors } from "../api/graphql/cursor.js";
import type { NodeSource } from "../api/graphql/node.resolver.js";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import type { LogStore } from "../chat/log/log-store.js";
import type { LogKind } from "../live/realtime/live-request.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import type { UnreadCounts } from "../chat/conversations/unread-counts.js";
import type { Limits } from "../platform/limits/limits.js";
import type { UserService } from "../people/users/user.service.js";
import type { LogModels } from "./log.js";
import type { ExportSources } from "./line-export.js";
import type { ImportTargets } from "./transfer.js";
import type { SessionService } from "../account/sessions/session.service.js";
import type { ViewerLog } from "../people/viewer-log/viewer-log.service.js";

export interface ChatDependencies {
  readonly viewerLog: ViewerLog;
  readonly sessions: SessionService;
  readonly mongo: Mongo;
  readonly shared: Shared;
  readonly cursors: Cursors;
  readonly users: UserService;
  readonly contacts: ContactService;
  readonly media: Media;
  readonly administration: Pick<AdministrationService, "require">;
  readonly config: Config;
  readonly limits: Limits;
  /** Told how long the durable write of a message took. */
  readonly onAppended: (ms: number) => void;
  /** Told what there is to read. */
  readonly publish: (hint: Hint) => void;
  readonly traces: Traces;
  readonly onFault: OnFault;
}

export interface Chat {
  readonly models: LogModels;
  readonly resolvers: readonly object[];
  readonly nodes: readonly NodeSource[];
  readonly conversations: ConversationService;
  readonly memberViews: MemberViewService;
  readonly store: LogStore;
  readonly unread: UnreadCounts;
  readonly loaders: LoaderRegistry;
  readonly live: Readonly<Record<Exclude<LogKind, "server">, LiveSource>>;
  /** What messages of another system are brought in through. */
  readonly imports: ImportTargets["chats"];
  /** What lines are brought in and taken out through. */
  readonly logs: ExportSources["logs"];
  readonly feeds: Feeds;
  readonly connections: Connections;
  /** Writes to logs that wait on this node. */
  readonly waiting: () => number;
  /** For whoever is erased. May be repeated. */
  readonly leaveGroups: (userId: Types.ObjectId) => Promise<void>;
  readonly forgetMetadata: (userId: Types.ObjectId) => Promise<void>;
  /** Before anybody writes. */
  start(): Promise<void>;
  /** Ends the subscriptions and writes what is still to be written. */
  stop(): Promise<void>;
}
