import type { Types } from "mongoose";
import type { Visibility } from "../../people/contacts/visibility.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { MemberViewService } from "../log/member-view.service.js";
import type { Conversation } from "../membership/conversation.model.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import type { Invitation } from "./invitation.model.js";

/** An invitation that can be answered, and to what. */
export interface OpenInvitation {
  readonly invitation: Invitation;
  readonly conversation: Conversation;
  readonly memberCount: number;
}

export interface OpenInvitationsDependencies {
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly memberViews: MemberViewService;
  readonly visibility: Visibility;
}

/** Which invitations of a person can still be answered. A page of them costs the commands of one. */
export class OpenInvitations {
  constructor(private readonly deps: OpenInvitationsDependencies) {}

  /**
   * In the order of those given. Null: it is void, its inviter no longer runs the group, or a block
   * stands in between.
   */
  async among(
    userId: Types.ObjectId,
    invitations: readonly Invitation[],
  ): Promise<(OpenInvitation | null)[]> {
    if (invitations.length === 0) return [];
    const { memberViews, conversations } = this.deps;
    const ids = invitations.map(({ conversationId }) => conversationId);
    const [inviters, groups, holding, counts] = await Promise.all([
      memberViews.findMany(
        invitations.map(({ conversationId, inviterId }) => ({ conversationId, userId: inviterId })),
      ),
      conversations.findMany(ids.map((id) => id.toHexString())),
      this.holding(userId, invitations),
      memberViews.memberCounts(ids),
    ]);
    return invitations.map((invitation, at) => {
      const [inviter, conversation] = [inviters[at], groups[at]];
      if (!inviter || !conversation || !holding[at] || !moderates(inviter.membership)) return null;
      const memberCount = counts.get(conversation._id.toHexString()) ?? 0;
      return { invitation, conversation, memberCount };
    });
  }

  async holds(invitation: Invitation): Promise<boolean> {
    const [holds = false] = await this.holding(invitation.userId, [invitation]);
    return holds;
  }

  /** Nothing was said of that person in the log since they were asked, and nobody has blocked. */
  private async holding(
    userId: Types.ObjectId,
    invitations: readonly Invitation[],
  ): Promise<boolean[]> {
    const ids = invitations.map(({ conversationId }) => conversationId);
    // Before the rows, which it brings up to the log.
    const views = await this.deps.memberViews.findMany(
      ids.map((conversationId) => ({ conversationId, userId })),
    );
    const [rows, blocked] = await Promise.all([
      this.deps.memberships.rowsOf(ids, [userId]),
      this.deps.visibility.blocked(
        userId,
        invitations.map(({ inviterId }) => inviterId),
      ),
    ]);
    const appliedSeqs = new Map(
      rows.map(({ conversationId, appliedSeq }) => [conversationId.toHexString(), appliedSeq]),
    );
    return invitations.map(({ conversationId, inviterId, afterSeq }, at) => {
      const isUnchanged = (appliedSeqs.get(conversationId.toHexString()) ?? 0) === afterSeq;
      return views[at] === null && isUnchanged && !blocked.has(inviterId.toHexString());
    });
  }
}

function moderates({ role }: Membership): boolean {
  return role !== MemberRole.MEMBER;
}
