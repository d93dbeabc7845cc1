import DataLoader from "dataloader";
import type { Types } from "mongoose";
import type { PresenceService } from "../../chat/awareness/presence.service.js";
import type { Presence } from "../../chat/awareness/presence.types.js";
import type { Bond } from "../../people/contacts/bond.js";
import type { ContactService } from "../../people/contacts/contact.service.js";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { ConversationService } from "../../chat/conversations/conversation.service.js";
import type { Membership } from "../../chat/membership/membership.model.js";
import type { MemberKey, MembershipService } from "../../chat/membership/membership.service.js";
import type { Relations } from "../../people/contacts/relations.js";
import { toId } from "../../platform/core/id.js";
import type { Access, AccessService } from "../../chat/log/access.service.js";
import type { LogStore } from "../../chat/log/log-store.js";
import type { Attachment } from "../../files/media/attachment.model.js";
import type { AttachmentService } from "../../files/media/attachment.service.js";
import type { Message } from "../../chat/log/message.model.js";
import type { MessageReader } from "../../chat/messages/message-reader.service.js";
import type { ReceiptService } from "../../chat/receipts/receipt.service.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";

/** Something of somebody, for whom. */
interface ViewKey {
  readonly viewerId: Types.ObjectId;
  readonly ownerId: Types.ObjectId;
}

/** One load for all the relations of a page. Keys are ids in hex. */
export interface Loaders {
  /** Never null: what refers to an erased account gets its tombstone. */
  readonly user: DataLoader<string, User>;
  readonly conversation: DataLoader<string, Conversation | null>;
  readonly attachment: DataLoader<string, Attachment | null>;
  /** By `pairOf`: what stands between two people. */
  readonly bond: DataLoader<string, Bond>;
  /** Null for whoever is not a member. */
  readonly access: DataLoader<MemberKey, Access | null, string>;
  /** The members of a conversation, longest first. */
  readonly members: DataLoader<string, readonly Membership[]>;
  /** Whoever asks for a message checks that it may be read. */
  readonly message: DataLoader<string, Message | null>;
  readonly replyCount: DataLoader<string, number>;
  readonly unreadMentions: DataLoader<Access, number, string>;
  readonly receiptsVisible: DataLoader<ViewKey, boolean, string>;
  /** Null where it is hidden. */
  readonly presence: DataLoader<ViewKey, Presence | null, string>;
}

export interface LoaderSources {
  readonly users: Pick<UserService, "findShown">;
  readonly attachments: AttachmentService;
  readonly conversations: Pick<ConversationService, "findMany">;
  readonly contacts: ContactService;
  readonly memberships: MembershipService;
  readonly access: AccessService;
  readonly store: LogStore;
  readonly reader: MessageReader;
  readonly receipts: ReceiptService;
  readonly relations: Relations;
  readonly presence: PresenceService;
}

/** Each is made when it is first asked for: an operation needs few, and a subscription keeps them. */
export class LazyLoaders implements Loaders {
  private readonly made: { -readonly [Name in keyof Loaders]?: Loaders[Name] } = {};

  constructor(private readonly sources: LoaderSources) {}

  get user(): Loaders["user"] {
    return (this.made.user ??= new DataLoader((ids) => this.sources.users.findShown(ids)));
  }

  get conversation(): Loaders["conversation"] {
    const { conversations } = this.sources;
    return (this.made.conversation ??= new DataLoader((ids) => conversations.findMany(ids)));
  }

  get attachment(): Loaders["attachment"] {
    const { attachments } = this.sources;
    return (this.made.attachment ??= new DataLoader((ids) => attachments.findMany(ids)));
  }

  get bond(): Loaders["bond"] {
    return (this.made.bond ??= new DataLoader((pairs) => this.sources.contacts.bonds(pairs)));
  }

  get access(): Loaders["access"] {
    return (this.made.access ??= new DataLoader((keys) => this.sources.access.findMany(keys), {
      cacheKeyFn: ({ conversationId, userId }) =>
        `${conversationId.toHexString()}:${userId.toHexString()}`,
    }));
  }

  get members(): Loaders["members"] {
    return (this.made.members ??= new DataLoader(async (ids) => {
      const found = await this.sources.memberships.ofConversations(ids.map(toId));
      return ids.map((id) => found.filter((row) => row.conversationId.toHexString() === id));
    }));
  }

  get message(): Loaders["message"] {
    return (this.made.message ??= new DataLoader(async (ids) => {
      const messages = await this.sources.store.byId(ids.map(toId));
      const found = new Map(messages.map((one) => [one._id.toHexString(), one]));
      return ids.map((id) => found.get(id) ?? null);
    }));
  }

  get replyCount(): Loaders["replyCount"] {
    return (this.made.replyCount ??= new DataLoader(async (ids) => {
      const counts = await this.sources.reader.replyCounts(ids.map(toId));
      return ids.map((id) => counts.get(id) ?? 0);
    }));
  }

  get unreadMentions(): Loaders["unreadMentions"] {
    const { receipts } = this.sources;
    return (this.made.unreadMentions ??= new DataLoader(
      (accesses) => receipts.unreadMentions(accesses),
      { cacheKeyFn: ({ membership }) => membership._id.toHexString() },
    ));
  }

  get receiptsVisible(): Loaders["receiptsVisible"] {
    const { relations } = this.sources;
    return (this.made.receiptsVisible ??= new DataLoader(
      async (keys) => {
        const [first] = keys;
        // All keys of one execution have its viewer.
        const owners = keys.map(({ ownerId }) => ownerId);
        const visible = first ? await relations.receiptsVisible(first.viewerId, owners) : new Set();
        return owners.map((id) => visible.has(id.toHexString()));
      },
      { cacheKeyFn: ({ ownerId }) => ownerId.toHexString() },
    ));
  }

  get presence(): Loaders["presence"] {
    const { presence } = this.sources;
    return (this.made.presence ??= new DataLoader(
      async (keys) => {
        const [first] = keys;
        const owners = keys.map(({ ownerId }) => ownerId.toHexString());
        return first ? presence.visibleTo(first.viewerId, owners) : [];
      },
      { cacheKeyFn: ({ ownerId }) => ownerId.toHexString() },
    ));
  }
}
