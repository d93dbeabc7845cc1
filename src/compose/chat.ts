import { createVisibility } from "../people/contacts/contact-visibility.js";
import { AccountConversationsResolver } from "../chat/conversations/account-conversations.resolver.js";
import { ConversationResolver } from "../chat/conversations/conversation.resolver.js";
import { ConversationService } from "../chat/conversations/conversation.service.js";
import { MESSAGE_MAX_CHARS } from "../chat/messages/message-content.js";
import { MembershipSettingsService } from "../chat/conversations/membership-settings.service.js";
import { MembershipResolver } from "../chat/conversations/membership.resolver.js";
import { GroupPictureResolver } from "../chat/conversations/group-picture.resolver.js";
import { ViewerConversationsResolver } from "../chat/conversations/viewer-conversations.resolver.js";
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
import { MessageReceiptsResolver } from "../chat/receipts/message-receipts.resolver.js";
import { ReceiptAdvancedResolver } from "../chat/receipts/receipt-advanced.resolver.js";
import { ReceiptResolver } from "../chat/receipts/receipt.resolver.js";
import { UnreadCounts } from "../chat/conversations/unread-counts.js";
import { ReceiptService } from "../chat/receipts/receipt.service.js";
import { createAwareness } from "./awareness.js";
import { createLoaders } from "./loaders.js";
import { createLog, logModels } from "./log.js";
import { EndReader } from "../chat/log/end-reader.js";
import { createLiveSource } from "./live-source.js";
import { createGroups } from "./groups.js";
import { ViewerEventService } from "../live/feeds/viewer-event.service.js";
import { ViewerEventsResolver } from "../live/feeds/viewer-events.resolver.js";
import { viewerSource } from "./viewer-log.js";
import { pushKinds } from "../platform/config/push.js";
import type { Chat, ChatDependencies } from "./chat.types.js";
import { createMessages } from "./messages.js";

/** The part of the composition root that makes conversations, messages and what is live in them. */
export function createChat(deps: ChatDependencies): Chat {
  const { config, mongo, shared, cursors, users, contacts, media } = deps;
  const { onAppended, traces, onFault, publish, viewerLog } = deps;
  const models = logModels(mongo);
  const visibility = createVisibility(contacts, users);
  const foundation = createLog({
    ...{ models, publish, onAppended, traces, onFault, own: viewerLog },
    heedOthers: (are) => shared.heedOthers(are),
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
    tellsActivity: pushKinds(config.push).length > 0,
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
    ...{ store, memberViews, memberships, contacts, conversations: models.conversations },
    ends: new EndReader(models.messages, models.conversations),
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
        new MembershipSettingsService(
          memberships,
          memberViews,
          (...read) => receipts.markRead(...read),
          MESSAGE_MAX_CHARS,
        ),
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
      new ConversationEventsResolver(cursors),
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
    memberViews,
    store,
    unread,
    loaders: createLoaders({
      memberships,
      ...{ users, contacts, attachments: media.attachments, conversations },
      ...{ memberViews, heads, store, reader, receipts, unread, visibility, presence },
    }),
    live,
    imports: { conversations, rows: models.conversations, store, heads, positions, projector },
    logs: {
      ...{ ...models, members: memberships, memberViews },
      ...{ store, heads, positions, projector, publish },
    },
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
