import type { Mongo } from "../adapters/mongo.js";
import { AwarenessFeeds } from "../chat/awareness/awareness-feeds.js";
import { Connections } from "../chat/awareness/connections.js";
import { ContactChangedResolver } from "../chat/awareness/contact-changed.resolver.js";
import { contactFeed, presenceFeed, typingFeed } from "../chat/awareness/awareness-tokens.js";
import { ContactFeed } from "../chat/awareness/contact-feed.js";
import { LastSeen } from "../chat/awareness/last-seen.model.js";
import { AccountLastSeenResolver } from "../chat/awareness/account-last-seen.resolver.js";
import { PresenceResolver } from "../chat/awareness/presence.resolver.js";
import { PresenceService } from "../chat/awareness/presence.service.js";
import { TypingChangedResolver, TypingResolver } from "../chat/awareness/typing.resolver.js";
import { TypingService } from "../chat/awareness/typing.service.js";
import type { ContactService } from "../people/contacts/contact.service.js";
import type { ConversationService } from "../chat/conversations/conversation.service.js";
import type { OnFault } from "../platform/core/fault.js";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import type { Visibility } from "../people/contacts/visibility.js";
import { UserFeed, userFeed } from "../chat/awareness/user-feed.js";
import { UsersChangedResolver } from "../chat/awareness/users-changed.resolver.js";
import { Feeds } from "../api/graphql/feeds.js";
import { ReceiptFeed, receiptFeed } from "../chat/receipts/receipt-feed.js";
import type { UserService } from "../people/users/user.service.js";
import type { Shared } from "./shared.js";

export interface AwarenessDependencies {
  readonly mongo: Mongo;
  readonly shared: Shared;
  readonly users: UserService;
  readonly contacts: ContactService;
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly visibility: Visibility;
  readonly memberViews: MemberViewService;
  readonly onFault: OnFault;
  readonly tellsActivity: boolean;
}

export interface AwarenessRoom {
  readonly feeds: Feeds;
  readonly typing: TypingService;
  readonly presence: PresenceService;
  readonly connections: Connections;
  readonly resolvers: readonly object[];
  stop(): Promise<void>;
}

/** What is told and never stored: who is there, who writes, how far others have read. */
export function createAwareness(deps: AwarenessDependencies): AwarenessRoom {
  const { mongo, shared, users, contacts, conversations, memberships, visibility } = deps;
  const { memberViews, onFault } = deps;
  const { bus } = shared;
  const publish = bus.publish.bind(bus);
  const feeds = new AwarenessFeeds(bus, memberships, memberViews);
  const typing = new TypingService({
    store: shared.typing,
    feeds,
    conversations,
    memberViews,
    visibility,
    hasBlocks: (userId) => contacts.hasBlocks(userId),
    publish,
  });
  const lastSeen = mongo.model(LastSeen, "LastSeen", "lastSeen");
  const connections = new Connections({
    ...{ store: shared.presence, lastSeen, publish, onFault },
    tellsActivity: deps.tellsActivity,
  });
  const presence = new PresenceService({ store: shared.presence, lastSeen, visibility, feeds });
  return {
    feeds: new Feeds()
      .set(typingFeed, typing)
      .set(presenceFeed, presence)
      .set(receiptFeed, new ReceiptFeed(feeds, memberships, memberViews, visibility))
      .set(userFeed, new UserFeed({ feeds, users, visibility, bus, onFault }))
      .set(contactFeed, new ContactFeed(feeds, contacts, users)),
    typing,
    presence,
    connections,
    resolvers: [
      new TypingResolver(typing),
      new TypingChangedResolver(),
      new PresenceResolver(),
      new AccountLastSeenResolver(),
      new ContactChangedResolver(),
      new UsersChangedResolver(),
    ],
    async stop() {
      feeds.stop();
      await connections.stop();
    },
  };
}
