import { LoaderSources, type Loaders } from "../api/graphql/loaders.js";
import { presenceOf, visiblePresence } from "../chat/awareness/presence-loaders.js";
import type { PresenceService } from "../chat/awareness/presence.service.js";
import type { ConversationService } from "../chat/conversations/conversation.service.js";
import { unreadMentionsOf, unreadOf } from "../chat/conversations/unread-loaders.js";
import type { AccessService, ReadEnds } from "../chat/log/access.service.js";
import {
  accessOf,
  endOf,
  endsBy,
  endsById,
  messageById,
  messagesById,
} from "../chat/log/log-loaders.js";
import type { LogEnds } from "../chat/log/log-ends.js";
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
  bondOfPair,
  receiptsVisible,
  visibleReceipts,
} from "../people/contacts/contact-loaders.js";
import type { ContactService } from "../people/contacts/contact.service.js";
import type { Relations } from "../people/contacts/relations.js";
import { userById } from "../people/users/user-loaders.js";
import type { UserService } from "../people/users/user.service.js";

export interface LoaderParts {
  readonly users: UserService;
  readonly contacts: ContactService;
  readonly attachments: AttachmentService;
  readonly conversations: ConversationService;
  readonly access: AccessService;
  readonly ends: LogEnds;
  readonly store: LogStore;
  readonly reader: MessageReader;
  readonly receipts: ReceiptService;
  readonly unread: UnreadCounts;
  readonly relations: Relations;
  readonly presence: PresenceService;
}

/** Says of each loader what answers it. */
export function createLoaders(parts: LoaderParts): LoaderSources {
  const { access } = parts;
  const endsWith =
    (loaders: Loaders): ReadEnds =>
    (ids) =>
      endsBy(loaders, ids);
  return new LoaderSources()
    .set(userById, (ids) => parts.users.findShown(ids))
    .set(bondOfPair, (pairs) => parts.contacts.bonds(pairs))
    .set(receiptsVisible, visibleReceipts(parts.relations))
    .set(attachmentById, (ids) => parts.attachments.findMany(ids))
    .set(conversationById, (ids) => parts.conversations.findMany(ids))
    .set(
      membersOf,
      membersByConversation((ids, loaders) => access.members(ids, endsWith(loaders))),
    )
    .set(
      memberCountOf,
      countsByConversation((ids, loaders) => access.memberCounts(ids, endsWith(loaders))),
    )
    .set(endOf, endsById(parts.ends))
    .set(accessOf, (keys, loaders) => access.findMany(keys, endsWith(loaders)))
    .set(messageById, messagesById(parts.store))
    .set(replyCountOf, replyCounts(parts.reader))
    .set(unreadOf, (accesses) => parts.unread.of(accesses))
    .set(unreadMentionsOf, (accesses) => parts.receipts.unreadMentions(accesses))
    .set(presenceOf, visiblePresence(parts.presence));
}
