import { Types, type Model } from "mongoose";
import type { LogProjector } from "../../chat/log/log-projector.js";
import { MessageKind } from "../../chat/log/message.model.js";
import { SystemEvent } from "../../chat/log/system-event.model.js";
import type { Draft } from "../../chat/log/positioned.js";
import {
  MemberRole,
  type Membership,
  type NotifyLevel,
} from "../../chat/membership/membership.model.js";
import { AppError } from "../../platform/core/errors.js";
import { checkedMetadata } from "../../platform/core/metadata.js";
import { dateOf } from "../lines/line-dates.js";
import type { MembershipLine } from "../lines/line.types.js";
import type { ImportReport } from "../report/import-report.js";
import { refused, TAKEN, UNCHANGED, type Outcome } from "../report/outcome.js";
import type { AccountLines } from "./account-lines.service.js";
import type { ConversationLines } from "./conversation-lines.js";
import { readMembership } from "./exact-membership.js";
import type { LogWriter } from "./log-writer.js";

export interface MembershipLinesDependencies {
  readonly rows: Model<Membership>;
  readonly projector: LogProjector;
  readonly accounts: AccountLines;
  readonly conversations: ConversationLines;
  readonly writer: LogWriter;
  readonly report: ImportReport;
  readonly isDry: boolean;
}

/** What lines say of members: each change of a group is an entry of its log, as everywhere. */
export class MembershipLines {
  constructor(private readonly deps: MembershipLinesDependencies) {}

  async take(lines: readonly MembershipLine[]): Promise<void> {
    const { accounts, conversations, report } = this.deps;
    const known = await accounts.known(lines.map(({ user }) => accounts.hereOf(user)));
    const there = await conversations.known(
      lines.map(({ conversation }) => conversations.hereOf(conversation)),
    );
    for (const line of lines) {
      const conversationId = conversations.hereOf(line.conversation);
      const userId = accounts.hereOf(line.user);
      const outcome = !there.has(conversationId.toHexString())
        ? refused("its conversation is not here")
        : !known.has(userId.toHexString())
          ? refused("the account is not here")
          : line.confab && conversations.isOwn(line.conversation)
            ? await this.restore(line, conversationId, userId)
            : await this.join(line, conversationId, userId);
      report.add("memberships", outcome, `${line.conversation}/${line.user}`);
    }
  }

  /** As it was in the other Confab; unless it is further on here. */
  private async restore(
    line: MembershipLine,
    conversationId: Types.ObjectId,
    userId: Types.ObjectId,
  ): Promise<Outcome> {
    const next = readMembership(line, { conversationId, userId }, this.deps.accounts);
    const row = await this.deps.rows.findOne({ conversationId, userId }).lean();
    if (row && !isAhead(next, row)) return UNCHANGED;
    if (this.deps.isDry) return TAKEN;
    const { _id, ...columns } = next;
    const own = { conversationId, userId };
    if (row) await this.deps.rows.collection.updateOne(own, { $set: columns as never });
    else
      await this.deps.rows.collection.updateOne(
        own,
        { $setOnInsert: { _id, ...columns } as never },
        { upsert: true },
      );
    return TAKEN;
  }

  private async join(
    line: MembershipLine,
    conversationId: Types.ObjectId,
    userId: Types.ObjectId,
  ): Promise<Outcome> {
    if (line.leftAt) return UNCHANGED;
    const { rows, isDry } = this.deps;
    if (isDry) return TAKEN;
    let isChanged = false;
    let row = await rows.findOne({ conversationId, userId }).lean();
    if (row?.leftAt) return UNCHANGED;
    if (row?.peerId === undefined || row === null) {
      const role = line.role ?? MemberRole.MEMBER;
      const events = [
        ...(row ? [] : [{ systemEvent: SystemEvent.MEMBER_ADDED, body: null }]),
        ...(role === (row?.role ?? "MEMBER")
          ? []
          : [{ systemEvent: SystemEvent.ROLE_CHANGED, body: role }]),
      ];
      isChanged = events.length > 0;
      await this.write(
        events.map((event) => ({
          ...{ _id: new Types.ObjectId(), conversationId, kind: MessageKind.SYSTEM },
          ...{ senderId: null, subjectIds: [userId], ...event },
          createdAt: dateOf(line.joinedAt) ?? new Date(),
        })),
      );
      row = await rows.findOne({ conversationId, userId }).lean();
    }
    const isSet = row !== null && (await this.configure(line, row));
    return isChanged || isSet ? TAKEN : UNCHANGED;
  }

  private async write(drafts: readonly Draft[]): Promise<void> {
    const [first] = drafts;
    if (!first) return;
    await this.deps.writer.open([first.conversationId]);
    await this.deps.writer.append(drafts);
    await this.deps.projector.project([first.conversationId]);
  }

  /** What a member has chosen. */
  private async configure(line: MembershipLine, row: Membership): Promise<boolean> {
    const set = {
      ...(line.notify && { notify: line.notify as NotifyLevel }),
      ...(line.mutedUntil && { mutedUntil: dateOf(line.mutedUntil) ?? null }),
      ...(line.archived !== undefined && { list: line.archived ? "ARCHIVED" : "ACTIVE" }),
      ...metadataOf(line),
    };
    const { modifiedCount } = await this.deps.rows.collection.updateOne(
      { _id: row._id },
      { $set: Object.keys(set).length > 0 ? (set as never) : { role: row.role } },
    );
    return modifiedCount > 0;
  }
}

function metadataOf({ metadata }: MembershipLine): { metadata?: string } {
  try {
    return metadata ? { metadata: checkedMetadata(metadata, "metadata") } : {};
  } catch (error) {
    if (error instanceof AppError) return {};
    throw error;
  }
}

/** Some place of it is further on, and none is behind. */
function isAhead(next: Partial<Membership>, row: Membership): boolean {
  const columns = ["appliedSeq", "readSeq", "deliveredSeq", "headOrdinal"] as const;
  const steps = columns.map((name) => Number(next[name] ?? 0) - Number(row[name]));
  return steps.some((step) => step > 0) && steps.every((step) => step >= 0);
}
