import type { Types } from "mongoose";
import type { Visibility } from "../../people/contacts/visibility.js";
import type { LogStore } from "../log/log-store.js";
import { SystemEvent } from "../log/system-event.model.js";
import type { Membership } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import type { InvitationRows } from "./invitation-rows.js";

export interface GroupConsentDependencies {
  readonly rows: InvitationRows;
  readonly memberships: MembershipService;
  readonly store: LogStore;
  readonly visibility: Visibility;
}

/** Nobody is in a group who does not want to be: those who may not be added are asked. */
export class GroupConsent {
  constructor(private readonly deps: GroupConsentDependencies) {}

  /**
   * Whom that inviter may add; the others are asked. Whoever left the group themselves is asked,
   * whoever wants them back. May be repeated.
   */
  async admit(
    inviterId: Types.ObjectId,
    conversationId: Types.ObjectId,
    userIds: readonly Types.ObjectId[],
  ): Promise<Types.ObjectId[]> {
    if (userIds.length === 0) return [];
    const [welcome, members] = await Promise.all([
      this.deps.visibility.groupsWelcome(inviterId, userIds),
      this.deps.memberships.rowsOf([conversationId], userIds),
    ]);
    const left = await this.leftThemselves(conversationId, members);
    const isAdded = (id: Types.ObjectId): boolean =>
      welcome.has(id.toHexString()) && !left.has(id.toHexString());
    for (const userId of userIds.filter((id) => !isAdded(id))) {
      const afterSeq = members.find((row) => row.userId.equals(userId))?.appliedSeq ?? 0;
      await this.deps.rows.ask({ conversationId, userId, inviterId, afterSeq });
    }
    return userIds.filter(isAdded);
  }

  private async leftThemselves(
    conversationId: Types.ObjectId,
    members: readonly Membership[],
  ): Promise<Set<string>> {
    const gone = members.filter(({ leftAt }) => leftAt !== null);
    const seqs = gone.flatMap(({ leftSeq }) => leftSeq ?? []);
    const ends = await this.deps.store.at(conversationId, seqs);
    const removals = new Set(
      ends.filter((one) => one.systemEvent === SystemEvent.MEMBER_REMOVED).map(({ seq }) => seq),
    );
    return new Set(
      gone
        .filter(({ leftSeq = 0 }) => !removals.has(leftSeq))
        .map((row) => row.userId.toHexString()),
    );
  }
}
