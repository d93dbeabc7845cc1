import type { Types } from "mongoose";
import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { checkAll } from "../../platform/core/input-failures.js";
import type { MemberView, MemberViewService } from "../log/member-view.service.js";
import type { Membership } from "../membership/membership.model.js";
import type { MembershipSettings } from "../membership/membership-settings.js";
import type { MembershipService } from "../membership/membership.service.js";

/** What a member sets of a conversation, for themselves alone. */
export class MembershipSettingsService {
  constructor(
    private readonly memberships: MembershipService,
    private readonly memberViews: MemberViewService,
    /** Up to a position, as its owner would. */
    private readonly markRead: (
      userId: Types.ObjectId,
      id: string,
      seq: number,
    ) => Promise<Membership>,
    /** As many characters as a message has at most. */
    private readonly draftMaxChars: number,
  ) {}

  async update(userId: Types.ObjectId, id: string, input: MembershipSettings): Promise<Membership> {
    const key = { conversationId: parseId(id, "conversation"), userId };
    const view = await this.memberViews.require(key);
    const [draft] = await checkAll(
      () => this.checkedDraft(input.draft),
      () => checkMark(input.unreadFromSeq, view),
      () => checkCleared(input.clearedSeq, view),
    );
    if (input.clearedSeq) await this.read(userId, id, input.clearedSeq);
    const given = { ...input, ...(input.draft !== undefined && { draft }) };
    const configured = await this.memberships.configure(view.membership, given);
    if (!configured) throw notFound("conversation");
    return configured;
  }

  /** What is not shown any more counts as read; who is blocked tells nobody so. */
  private async read(userId: Types.ObjectId, id: string, seq: number): Promise<void> {
    try {
      await this.markRead(userId, id, seq);
    } catch (error) {
      const isBlocked = error instanceof AppError && error.code === ErrorCode.BLOCKED;
      if (!isBlocked) throw error;
    }
  }

  private checkedDraft(draft: string | null | undefined): string | null {
    const field = "input.draft";
    if (!draft) return null;
    if (!draft.isWellFormed() || draft.includes("\0"))
      throw badInput(field, "That is not valid Unicode.");
    const limit = this.draftMaxChars;
    if (draft.length > limit && [...draft].length > limit)
      throw badInput(field, `At most ${limit} characters.`, { limit });
    return draft;
  }
}

function checkMark(
  seq: number | null | undefined,
  { membership: { joinedSeq }, head }: MemberView,
): void {
  if (seq === null || seq === undefined) return;
  if (seq < Math.max(1, joinedSeq) || seq > head.seq)
    throw badInput("input.unreadFromSeq", "There is no message at that position.");
}

function checkCleared(seq: number | null | undefined, { head }: MemberView): void {
  if (seq === null || seq === undefined) return;
  if (seq < 0 || seq > head.seq)
    throw badInput("input.clearedSeq", "There is no message at that position.");
}
