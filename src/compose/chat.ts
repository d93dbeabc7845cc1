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
import { createVisibility } from "../people/contacts/contact-visibility.js";
import { AccountConversationsResolver } from "../chat/conversations/account-conversations.resolver.js";
import { ConversationResolver } from "../chat/conversations/conversation.resolver.js";
import { ConversationService } from "../chat/conversations/conversation.service.js";
import { MESSAGE_MAX_CHARS } from "../chat/messages/message-content.js";
import { MembershipSettingsService } from "../chat/conversations/membership-settings.service.js";
import { MembershipResolver } from "../chat/conversations/membership.resolver.js";
import { GroupPictureResolver } from "../chat/conversations/group-picture.resolver.js";
import { ViewerConversationsResolver } from "../chat/conversations/viewer-conversations.resolver.js";
import type { Feeds } from "../api/graphql/feeds.js";
import type { LoaderRegistry } from "../api/graphql/loaders.js";
import type { Cursors } from "../api/graphql/cursor.js";
import type { NodeSource } from "../api/graphql/node.resolver.js";
import type { LogStore } from "../chat/log/log-store.js";
import { attachmentNodes } from "../chat/messages/attachment-nodes.js";
import { ConversationEventsResolver } from "../live/feeds/conversation-events.resolver.js";
import { ConversationMessagesResolver } from "../chat/messages/conversation-messages.resolver.js";
import { conversationNodes } from "../chat/messages/conversation-nodes.js";
import { MessageFieldsResolver } from "../chat/messages/message-fields.resolver.js";
import { MessageReader } from "../chat/messages/message-reader.service.js";
import { MessageReceivedResolver } from "../live/feeds/message-received.resolver.js";
import { PinnedMessages } from "../chat/messages/pinned-messages.js";
import { PinnedMessagesResolver } from "../chat/messages/pinned-messages.resolver.js";
import { ReactionGroupResolver } from "../chat/messages/reaction-group.resolver.js";
import type { LogKind } from "../live/realtime/live-request.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import { MessageReceiptsResolver } from "../chat/receipts/message-receipts.resolver.js";
import { ReceiptAdvancedResolver } from "../chat/receipts/receipt-advanced.resolver.js";
import { ReceiptResolver } from "../chat/receipts/receipt.resolver.js";
import { UnreadCounts } from "../chat/conversations/unread-counts.js";
import { ReceiptService } from "../chat/receipts/receipt.service.js";
import type { Limits } from "../platform/limits/limits.js";
import type { UserService } from "../people/users/user.service.js";
import { createAwareness } from "./awareness.js";
import { createLoaders } from "./loaders.js";
import { createLog, logModels, type LogModels } from "./log.js";
import { createLiveSource } from "./live-source.js";
import { createGroups } from "./groups.js";
import type { LineTargets } from "./line-import.js";
import type { ImportTargets } from "./transfer.js";
import type { SessionService } from "../account/sessions/session.service.js";
import { ViewerEventService } from "../live/feeds/viewer-event.service.js";
import { ViewerEventsResolver } from "../live/feeds/viewer-events.resolver.js";
import { viewerSource } from "./viewer-log.js";
import { createMessages } from "./messages.js";

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
  readonly store: LogStore;
  readonly unread: UnreadCounts;
  readonly loaders: LoaderRegistry;
  readonly live: Readonly<Record<LogKind, LiveSource>>;
  /** What messages of another system are brought in through. */
  readonly imports: ImportTargets["chats"];
  /** What lines are brought in and taken out through. */
  readonly logs: LineTargets["logs"];
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

/** The part of the composition root that makes conversations, messages and what is live in them. */
export function createChat(deps: ChatDependencies): Chat {
  const { config, mongo, shared, cursors, users, contacts, media } = deps;
  const { onAppended, traces, onFault, publish, viewerLog } = deps;
  const models = logModels(mongo);
  const visibility = createVisibility(contacts, users);
  const foundation = createLog({
    ...{ models, publish, onAppended, traces, onFault, own: viewerLog },
  });
  const { memberships, store, heads, positions, projector, memberViews, log, writers } = foundation;
  const conversations = new ConversationService({
    ...{ memberships, memberViews, users, visibility },
    conversations: models.conversations,
  });
  const unread = new UnreadCounts(store);
  const reader = new MessageReader({ store, memberViews, messages: models.messages });
  const pinned = new PinnedMessages(models.messages);
  const room = createAwareness({
    ...{ mongo, shared, users, contacts, conversations, memberships },
    ...{ visibility, memberViews, onFault },
  });
  const { feeds, connections, presence, typing } = room;
  const onTypingFault = (error: unknown): void => onFault("typing cannot be written", error);
  const messages = createMessages({
    ...{ config, mongo, media, log, store, conversations, memberViews, users, pinned },
    administration: deps.administration,
    counter: shared.counter,
    stopTyping: (userId, id) => void typing.stop(userId, id).catch(onTypingFault),
  });
  const receipts = new ReceiptService({
    conversations,
    memberViews,
    memberships,
    positions,
    store,
    messages: models.messages,
    publish,
  });
  const {
    leaveAll,
    invitations,
    resolvers: groupResolvers,
  } = createGroups({
    own: viewerLog,
    ...{
      mongo,
      store,
      cursors,
      conversations,
      memberships,
      memberViews,
      log,
      projector,
      users,
      visibility,
    },
    limits: deps.limits,
    rows: models.conversations,
    pictures: media.pictures,
  });
  const conversationSource = createLiveSource({
    ...{ store, heads, memberViews, memberships, contacts },
  });
  const live = {
    conversations: conversationSource,
    viewer: viewerSource(viewerLog, conversationSource.blocks),
  };
  const viewerEvents = new ViewerEventService({
    ...{ users, contacts, sessions: deps.sessions, memberViews, conversations, invitations },
  });
  return {
    models,
    resolvers: [
      new ConversationResolver(conversations, cursors),
      new ViewerConversationsResolver(memberships, projector, cursors, unread),
      new MembershipResolver(
        memberships,
        memberViews,
        new MembershipSettingsService(memberships, memberViews, MESSAGE_MAX_CHARS),
      ),
      new GroupPictureResolver(),
      ...groupResolvers,
      new AccountConversationsResolver(),
      new ConversationMessagesResolver(reader, cursors),
      new PinnedMessagesResolver(pinned, cursors),
      ...messages,
      new MessageFieldsResolver(),
      new ReactionGroupResolver(cursors),
      new MessageReceivedResolver(),
      new ConversationEventsResolver(),
      new ViewerEventsResolver(viewerEvents, viewerLog),
      new ReceiptResolver(receipts),
      new MessageReceiptsResolver(cursors),
      new ReceiptAdvancedResolver(),
      ...room.resolvers,
    ],
    nodes: [
      ...conversationNodes({ memberViews, conversations, memberships, reader }),
      attachmentNodes({ attachments: media.attachments, store, memberViews }),
    ],
    conversations,
    store,
    unread,
    loaders: createLoaders({
      memberships,
      ...{ users, contacts, attachments: media.attachments, conversations },
      ...{ memberViews, heads, store, reader, receipts, unread, visibility, presence },
    }),
    live,
    imports: { conversations, rows: models.conversations, store, heads, positions, projector },
    logs: { ...models, members: memberships, store, heads, positions, projector, publish },
    feeds,
    connections,
    waiting: () => log.depth,
    leaveGroups: leaveAll,
    forgetMetadata: (userId) => memberships.forgetMetadata(userId),
    start: () => writers.start(),
    async stop() {
      await room.stop();
      await log.stop();
      await writers.stop();
    },
  };
}
