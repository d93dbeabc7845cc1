import { Types, type Model } from "mongoose";
import type { Message } from "../../chat/log/message.model.js";
import { DURABLE } from "../../chat/log/durability.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { Hint } from "../../platform/hints/hint.js";
import { dateOf } from "../lines/line-dates.js";
import type { MessageLine } from "../lines/line.types.js";
import { idOf } from "../lines/source-id.js";
import type { ImportReport } from "../report/import-report.js";
import { refused, TAKEN, takenWith, UNCHANGED, type Outcome } from "../report/outcome.js";
import type { AccountLines } from "./account-lines.service.js";

export interface ExactMessagesDependencies {
  readonly messages: Model<Message>;
  readonly accounts: AccountLines;
  readonly report: ImportReport;
  readonly publish: (hint: Hint) => void;
  readonly isDry: boolean;
}

/** Messages of another Confab, in the places that they had: whoever was at one goes on from there. */
export class ExactMessages {
  constructor(private readonly deps: ExactMessagesDependencies) {}

  async take(lines: readonly MessageLine[]): Promise<void> {
    const rows = lines.map((line) => this.rowOf(line));
    const stored = await this.stored(rows);
    const outcomes = new Map<MessageLine, Outcome>();
    const fresh: { line: MessageLine; row: Message }[] = [];
    for (const [at, line] of lines.entries()) {
      const row = rows[at];
      if (!row) continue;
      const before = stored.get(row._id.toHexString());
      if (before === undefined) fresh.push({ line, row });
      else outcomes.set(line, await this.renew(row, before));
    }
    for (const [line, outcome] of await this.insert(fresh)) outcomes.set(line, outcome);
    for (const [line, outcome] of outcomes) this.deps.report.add("messages", outcome, line.id);
    this.tell(rows);
  }

  /** A later export has what was changed since. */
  private async renew(row: Message, before: number): Promise<Outcome> {
    if (before >= row.revision) return UNCHANGED;
    if (!this.deps.isDry)
      await this.deps.messages.collection.replaceOne({ _id: row._id, revision: before }, row, {
        writeConcern: DURABLE,
      });
    return takenWith(["it has changed since the import before"]);
  }

  private async insert(
    fresh: readonly { line: MessageLine; row: Message }[],
  ): Promise<[MessageLine, Outcome][]> {
    if (this.deps.isDry || fresh.length === 0) return fresh.map(({ line }) => [line, TAKEN]);
    const failed = new Set<number>();
    try {
      const documents = fresh.map(({ row }) => row as never);
      const how = { ordered: false, writeConcern: DURABLE };
      await this.deps.messages.collection.insertMany(documents, how);
    } catch (error) {
      for (const index of duplicatesOf(error)) failed.add(index);
    }
    const clash = refused("another message has its place in the log here");
    return fresh.map(({ line }, at) => [line, failed.has(at) ? clash : TAKEN]);
  }

  /** Revisions by id. */
  private async stored(rows: readonly Message[]): Promise<Map<string, number>> {
    const found = await this.deps.messages.collection
      .find({ _id: { $in: rows.map(({ _id }) => _id) } }, { projection: { revision: 1 } })
      .toArray();
    return new Map(found.map((one) => [one._id.toHexString(), Number(one["revision"])]));
  }

  private tell(rows: readonly Message[]): void {
    const last = new Map(rows.map((row) => [row.conversationId.toHexString(), row]));
    for (const [conversationId, { seq, revision }] of last)
      this.deps.publish({ kind: "log", conversationId, seq, revision });
  }

  private rowOf(line: MessageLine): Message {
    const { confab } = line;
    if (!confab) throw new Error("a message without its place");
    const here = (id: string): Types.ObjectId => this.deps.accounts.hereOf(id);
    const { subjects, attachmentIds, ...places } = confab;
    const dates = { editedAt: line.editedAt, deletedAt: line.deletedAt, pinnedAt: line.pinnedAt };
    return {
      _id: idOf("message", line.id),
      conversationId: idOf("conversation", line.conversation),
      ...places,
      senderId: line.sender ? here(line.sender) : null,
      body: line.body ?? null,
      createdAt: dateOf(line.createdAt),
      ...(Object.fromEntries(
        Object.entries(dates).flatMap(([key, at]) => (at === undefined ? [] : [[key, dateOf(at)]])),
      ) as object),
      ...(line.replyTo && { replyToId: idOf("message", line.replyTo) }),
      ...(line.mentions && { mentionIds: line.mentions.map(here) }),
      ...(line.reactions && {
        reactions: line.reactions.map(({ emoji, users }) => ({ emoji, userIds: users.map(here) })),
      }),
      ...(line.metadata !== undefined && {
        metadata: line.metadata === null ? null : JSON.stringify(line.metadata),
      }),
      ...(subjects && { subjectIds: subjects.map(here) }),
      ...(attachmentIds && { attachmentIds: attachmentIds.map((id) => new Types.ObjectId(id)) }),
    } as unknown as Message;
  }
}

/** The places of the documents that an unordered insert was refused; any other fault goes on. */
function duplicatesOf(error: unknown): number[] {
  const faults = (error as { writeErrors?: readonly { index: number }[] }).writeErrors;
  if (!isDuplicateKey(error) || !faults) throw error;
  return faults.map(({ index }) => index);
}
