import type { Model, Types } from "mongoose";
import type { MemberViewService } from "../../chat/log/member-view.service.js";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { Membership } from "../../chat/membership/membership.model.js";
import type { ContactRecord } from "../../people/contacts/contact.model.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { tombstoneOf } from "../../people/users/tombstone.js";
import type { User } from "../../people/users/user.model.js";
import type { ConversationLine } from "../lines/line.types.js";
import { contactLine, shownUser, userLine } from "./account-lines-of.js";
import { conversationLine, membershipLine, messageLine } from "./chat-lines-of.js";
import type { FileExport } from "./file-export.js";
import type { LineWriter } from "./line-writer.js";
import type { PersonLog } from "./person-log.js";

export interface PersonExportDependencies {
  readonly users: Model<User>;
  readonly credentials: Pick<CredentialService, "phoneOf">;
  readonly contacts: Model<ContactRecord>;
  readonly conversations: Model<Conversation>;
  readonly memberships: Model<Membership>;
  readonly memberViews: Pick<MemberViewService, "find" | "members">;
  readonly log: PersonLog;
  readonly files: FileExport;
  readonly out: LineWriter;
  /** What is kept of them that is no line: sessions, passkeys, invitations. */
  readonly kept: (userId: Types.ObjectId) => Promise<object>;
}

/** What is kept of one person, and what they may read; of others the names. */
export class PersonExport {
  private readonly named = new Set<string>();

  constructor(private readonly deps: PersonExportDependencies) {}

  async run(id: Types.ObjectId): Promise<void> {
    const { users, credentials, contacts, memberships, files, out, kept } = this.deps;
    const row = await users.findById(id).lean();
    if (!row || row.deletedAt) throw new Error("There is no account with that id.");
    await out.write(userLine(row, await credentials.phoneOf(id), false));
    this.named.add(id.toHexString());
    await out.add("account.json", await kept(id));
    for await (const one of contacts.find({ userIds: id }).lean().cursor())
      await this.contact(one, id);
    for await (const own of memberships.find({ userId: id }).lean().cursor()) await this.chat(own);
    await files.named(id);
  }

  /** That others have blocked them is not theirs to know; what they did themselves is. */
  private async contact(row: ContactRecord, id: Types.ObjectId): Promise<void> {
    const blockedBy = row.blockedBy.filter((by) => by.equals(id));
    if (!row.since && !row.requestedBy && blockedBy.length === 0) return;
    await this.name(row.userIds);
    await this.deps.out.write(contactLine({ ...row, blockedBy }));
  }

  private async chat({ _id, conversationId, userId }: Membership): Promise<void> {
    const { conversations, memberships, memberViews, log, files, out } = this.deps;
    const key = { conversationId, userId };
    const view = await memberViews.find(key);
    // Read after that: whoever has left meanwhile has a row that says so.
    const own = view?.membership ?? (await memberships.findById(_id).lean());
    const row = own && (await conversations.findById(conversationId).lean());
    if (!own || !row) return;
    const members = view ? await memberViews.members([conversationId]) : [own];
    const ids = members.map((one) => one.userId);
    await this.name(ids);
    await out.write(view ? ownLine(conversationLine(row, ids), own) : leftLine(row, userId));
    await out.write(membershipLine(own));
    for await (const entry of log.entries(key)) {
      await this.name(entry.senderId ? [entry.senderId] : []);
      await out.write(messageLine(entry));
      files.name(entry.attachmentIds ?? []);
    }
  }

  /** Each once; of whoever is erased what everybody is shown. */
  private async name(ids: readonly Types.ObjectId[]): Promise<void> {
    const unnamed = ids.filter((id) => !this.named.has(id.toHexString()));
    if (unnamed.length === 0) return;
    const found = await this.deps.users.find({ _id: { $in: unnamed } }).lean();
    const byId = new Map(found.map((user) => [user._id.toHexString(), user]));
    for (const id of unnamed) {
      const hex = id.toHexString();
      if (this.named.has(hex)) continue;
      this.named.add(hex);
      const user = byId.get(hex);
      await this.deps.out.write(shownUser(!user || user.deletedAt ? tombstoneOf(id) : user));
    }
  }
}

/** Who made the group, and by which request, is no member's to know. */
function ownLine({ confab, creator, ...line }: ConversationLine, { userId }: Membership) {
  const { lastSeq = 0, revision = 0, namedSeq = 0, lastMessageAt } = confab ?? {};
  return {
    ...line,
    ...(creator === userId.toHexString() && { creator }),
    confab: { lastSeq, revision, namedSeq, ...(lastMessageAt && { lastMessageAt }) },
  };
}

/** Whoever has left is shown nothing of what it is called now, or who is in it. */
function leftLine({ _id, kind, createdAt }: Conversation, userId: Types.ObjectId) {
  return {
    type: "conversation",
    id: _id.toHexString(),
    kind,
    members: [userId.toHexString()],
    createdAt: createdAt.toISOString(),
  } as const;
}
