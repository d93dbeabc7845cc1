import type { Types } from "mongoose";
import { badInput, notFound } from "../../platform/core/errors.js";
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
    /** As many characters as a message has at most. */
    private readonly draftMaxChars: number,
  ) {}

  async update(userId: Types.ObjectId, id: string, input: MembershipSettings): Promise<Membership> {
    const key = { conversationId: parseId(id, "conversation"), userId };
    const view = await this.memberViews.require(key);
    const [draft] = await checkAll(
      () => this.checkedDraft(input.draft),
      () => checkMark(input.unreadFromSeq, view),
    );
    const given = { ...input, ...(input.draft !== undefined && { draft }) };
    const configured = await this.memberships.configure(view.membership, given);
    if (!configured) throw notFound("conversation");
    return configured;
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
