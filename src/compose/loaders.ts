import { LoaderRegistry, type Loaders } from "../api/graphql/loaders.js";
import { lastSeenOf, presenceOf, visiblePresence } from "../chat/awareness/presence-loaders.js";
import type { PresenceService } from "../chat/awareness/presence.service.js";
import type { ConversationService } from "../chat/conversations/conversation.service.js";
import { conversationCountOf, conversationCounts } from "../chat/conversations/account-loaders.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import { unreadMentionsOf, unreadOf } from "../chat/conversations/unread-loaders.js";
import type { MemberViewService, ReadHeads } from "../chat/log/member-view.service.js";
import {
  memberViewOf,
  headOf,
  headsBy,
  headsById,
  messageOf,
  messagesByKey,
} from "../chat/log/log-loaders.js";
import type { LogHeads } from "../chat/log/log-heads.js";
import type { LogStore } from "../chat/log/log-store.js";
import {
  conversationById,
  countsByConversation,
  memberCountOf,
  membersByConversation,
  membersOf,
} from "../chat/membership/membership-loaders.js";
import { replyCountOf, replyCounts } from "../chat/messages/message-loaders.js";
import type { MessageReader } from "../chat/messages/message-reader.service.js";
import type { ReceiptService } from "../chat/receipts/receipt.service.js";
import type { UnreadCounts } from "../chat/conversations/unread-counts.js";
import { attachmentById } from "../files/media/attachment-loaders.js";
import type { AttachmentService } from "../files/media/attachment.service.js";
import {
  contactOfPair,
  receiptsVisible,
  visibleReceipts,
} from "../people/contacts/contact-loaders.js";
import type { ContactService } from "../people/contacts/contact.service.js";
import type { Visibility } from "../people/contacts/visibility.js";
import { userById } from "../people/users/user-loaders.js";
import type { UserService } from "../people/users/user.service.js";

export interface LoaderDependencies {
  readonly memberships: MembershipService;
  readonly users: UserService;
  readonly contacts: ContactService;
  readonly attachments: AttachmentService;
  readonly conversations: ConversationService;
  readonly memberViews: MemberViewService;
  readonly heads: LogHeads;
  readonly store: LogStore;
  readonly reader: MessageReader;
  readonly receipts: ReceiptService;
  readonly unread: UnreadCounts;
  readonly visibility: Visibility;
  readonly presence: PresenceService;
}

/** Says of each loader what answers it. */
export function createLoaders(deps: LoaderDependencies): LoaderRegistry {
  const { memberViews } = deps;
  const headsWith =
    (loaders: Loaders): ReadHeads =>
    (ids) =>
      headsBy(loaders, ids);
  return new LoaderRegistry()
    .set(userById, (ids) => deps.users.findShown(ids))
    .set(contactOfPair, (pairs) => deps.contacts.contactsOf(pairs))
    .set(receiptsVisible, visibleReceipts(deps.visibility))
    .set(attachmentById, (ids) => deps.attachments.findMany(ids))
    .set(conversationById, (ids) => deps.conversations.findMany(ids))
    .set(
      membersOf,
      membersByConversation((ids, loaders) => memberViews.members(ids, headsWith(loaders))),
    )
    .set(
      memberCountOf,
      countsByConversation((ids, loaders) => memberViews.memberCounts(ids, headsWith(loaders))),
    )
    .set(headOf, headsById(deps.heads))
    .set(conversationCountOf, conversationCounts(deps.memberships))
    .set(lastSeenOf, (ids) => deps.presence.lastSeen(ids))
    .set(memberViewOf, (keys, loaders) => memberViews.findMany(keys, headsWith(loaders)))
    .set(messageOf, messagesByKey(deps.store))
    .set(replyCountOf, replyCounts(deps.reader))
    .set(unreadOf, (views) => deps.unread.of(views))
    .set(unreadMentionsOf, (views) => deps.receipts.unreadMentions(views))
    .set(presenceOf, visiblePresence(deps.presence));
}
