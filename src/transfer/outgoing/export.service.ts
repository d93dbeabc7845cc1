import type { Model, Types } from "mongoose";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { Membership } from "../../chat/membership/membership.model.js";
import type { ContactRecord } from "../../people/contacts/contact.model.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import type { User } from "../../people/users/user.model.js";
import type { OnProgress } from "../report/outcome.js";
import { contactLine, userLine } from "./account-lines-of.js";
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

/** All, or what belongs to one conversation. */
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
  private async chat(row: Conversation, rows: readonly Membership[]): Promise<void> {
    const { out, logs, files } = this.deps;
    const ids = rows.map(({ userId }) => userId);
    await out.write(conversationLine(row, ids));
    for (const one of rows) await out.write(membershipLine(one));
    for await (const entry of logs.entries(row._id)) {
      await out.write(messageLine(entry));
      files.name(entry.attachmentIds ?? []);
    }
  }

  private phoneOf({ _id }: User): Promise<string | null> {
    return this.deps.credentials.phoneOf(_id);
  }
}
