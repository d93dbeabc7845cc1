import type { Model, Types } from "mongoose";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { Membership } from "../../chat/membership/membership.model.js";
import type { ContactRecord } from "../../people/contacts/contact.model.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import type { User } from "../../people/users/user.model.js";
import type { OnProgress } from "../report/outcome.js";
import { contactLine, shownUser, userLine } from "./account-lines-of.js";
import { conversationLine, membershipLine, messageLine } from "./chat-lines-of.js";
import type { FileExport } from "./file-export.js";
import type { LineWriter } from "./line-writer.js";
import type { LogExport } from "./log-export.js";

export interface ExportDependencies {
  readonly users: Model<User>;
  readonly credentials: Pick<CredentialService, "phoneOf">;
  readonly contacts: Model<ContactRecord>;
  readonly conversations: Model<Conversation>;
  readonly memberships: Model<Membership>;
  readonly logs: LogExport;
  readonly files: FileExport;
  readonly out: LineWriter;
  readonly onProgress: OnProgress;
}

/** All, or what belongs to one conversation or one person. */
export class ExportService {
  constructor(private readonly deps: ExportDependencies) {}

  /** With what lets people in: the folder is as secret as the database. */
  async all(): Promise<void> {
    const { users, contacts, out, onProgress } = this.deps;
    const of = await users.estimatedDocumentCount();
    let done = 0;
    const rows = users.find().select("+passwordHash +googleKey").sort({ _id: 1 }).lean().cursor();
    for await (const row of rows) {
      await out.write(userLine(row, await this.phoneOf(row), true));
      onProgress("users", (done += 1), of);
    }
    for await (const row of contacts.find().sort({ _id: 1 }).lean().cursor())
      await out.write(contactLine(row));
    await this.conversations();
    await this.deps.files.all();
  }

  /** Its members come without what lets them in. */
  async conversation(id: Types.ObjectId): Promise<void> {
    const { conversations, memberships, users, out } = this.deps;
    const row = await conversations.findById(id).lean();
    if (!row) throw new Error("There is no conversation with that id.");
    const members = await memberships.find({ conversationId: id }).lean();
    const ids = members.map(({ userId }) => userId);
    for await (const user of users
      .find({ _id: { $in: ids } })
      .lean()
      .cursor())
      await out.write(userLine(user, null, false));
    await this.chat(row, members);
    await this.deps.files.named();
  }

  /** What is theirs, and what they may read; of others the names. */
  async user(id: Types.ObjectId): Promise<void> {
    const { users, contacts, conversations, memberships, out } = this.deps;
    const row = await users.findById(id).lean();
    if (!row) throw new Error("There is no account with that id.");
    await out.write(userLine(row, await this.phoneOf(row), false));
    for await (const one of contacts.find({ userIds: id }).lean().cursor()) {
      // Whom others have blocked is theirs.
      const blockedBy = one.blockedBy.filter((by) => by.equals(id));
      await out.write(contactLine({ ...one, blockedBy }));
    }
    const seen = new Set([id.toHexString()]);
    for await (const own of memberships.find({ userId: id }).lean().cursor()) {
      const chat = await conversations.findById(own.conversationId).lean();
      if (!chat) continue;
      const others = await memberships.find({ conversationId: chat._id, leftAt: null }).lean();
      await this.names(others, seen);
      await this.chat(chat, [own], others, { from: own.joinedSeq, to: own.leftSeq ?? Infinity });
    }
    await this.deps.files.named(id);
  }

  private async names(members: readonly Membership[], seen: Set<string>): Promise<void> {
    const ids = members.map(({ userId }) => userId).filter((id) => !seen.has(id.toHexString()));
    for (const one of await this.deps.users.find({ _id: { $in: ids } }).lean()) {
      seen.add(one._id.toHexString());
      await this.deps.out.write(shownUser(one));
    }
  }

  private async conversations(): Promise<void> {
    const { conversations, memberships, onProgress } = this.deps;
    const of = await conversations.estimatedDocumentCount();
    let done = 0;
    for await (const row of conversations.find().sort({ _id: 1 }).lean().cursor()) {
      await this.chat(row, await memberships.find({ conversationId: row._id }).lean());
      onProgress("conversations", (done += 1), of);
    }
  }

  /** The rows before the log, so that they are never ahead of it. */
  private async chat(
    row: Conversation,
    rows: readonly Membership[],
    members: readonly Membership[] = rows,
    { from, to }: { readonly from: number; readonly to: number } = { from: 1, to: Infinity },
  ): Promise<void> {
    const { out, logs, files } = this.deps;
    const ids = members.map(({ userId }) => userId);
    await out.write(conversationLine(row, ids));
    for (const one of rows) await out.write(membershipLine(one));
    const stretch = { conversationId: row._id, fromSeq: from, toSeq: to };
    for await (const entry of logs.entries(stretch)) {
      await out.write(messageLine(entry));
      files.name(entry.attachmentIds ?? []);
    }
  }

  private phoneOf({ _id }: User): Promise<string | null> {
    return this.deps.credentials.phoneOf(_id);
  }
}
