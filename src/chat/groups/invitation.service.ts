import type { Types } from "mongoose";
import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { MemberViewService } from "../log/member-view.service.js";
import { SystemEvent } from "../log/system-event.model.js";
import type { Conversation } from "../membership/conversation.model.js";
import type { MemberKey } from "../membership/membership.service.js";
import { GROUP_MAX_MEMBERS, requireModerator } from "./group-rules.js";
import { overloaded } from "../log/overloaded.js";
import type { GroupTurns } from "./group-turns.js";
import { InvitationState, type Invitation } from "./invitation.model.js";
import type { InvitationRows } from "./invitation-rows.js";
import type { OpenInvitation, OpenInvitations } from "./open-invitations.js";

const MAX_RACES = 20;

export interface InvitationDependencies {
  readonly rows: InvitationRows;
  readonly turns: GroupTurns;
  readonly conversations: ConversationService;
  readonly memberViews: MemberViewService;
  readonly open: OpenInvitations;
}

export interface InvitationPage {
  readonly items: readonly OpenInvitation[];
  /** The ids of all of the page, those that no longer hold included. */
  readonly scanned: readonly string[];
  readonly hasNextPage: boolean;
}

/** What somebody is asked into, and what they answer. */
export class InvitationService {
  constructor(private readonly deps: InvitationDependencies) {}

  /** Those that still hold, of the first so many after that one, and whether there are more. */
  async page(
    userId: Types.ObjectId,
    { size, after }: { readonly size: number; readonly after: Types.ObjectId | null },
  ): Promise<InvitationPage> {
    const found = await this.deps.rows.open(userId, after, size + 1);
    const scanned = found.slice(0, size);
    const shown = await this.deps.open.among(userId, scanned);
    return {
      items: shown.filter((one) => one !== null),
      scanned: scanned.map(({ _id }) => _id.toHexString()),
      hasNextPage: found.length > size,
    };
  }

  /** Null: there is none, or none that still holds. */
  async find(key: MemberKey): Promise<OpenInvitation | null> {
    const invitation = await this.deps.rows.find(key);
    if (!invitation || invitation.state === InvitationState.DECLINED) return null;
    const [open = null] = await this.deps.open.among(key.userId, [invitation]);
    return open;
  }

  /** Null: declined. Whatever cannot be answered is NOT_FOUND, as if it had never been. */
  async answer(userId: Types.ObjectId, id: string, accept: boolean): Promise<Conversation | null> {
    const key = { conversationId: parseId(id, "invitation"), userId };
    for (let races = 0; races < MAX_RACES; races += 1) {
      const invitation = await this.deps.rows.find(key);
      // Accepted through another node a moment ago, or earlier.
      if (accept && (await this.deps.memberViews.find(key)))
        return this.deps.conversations.find(key.conversationId);
      if (!invitation) throw notFound("invitation");
      const { state } = invitation;
      if (!accept) return this.decline(invitation);
      if (state === InvitationState.DECLINED) throw notFound("invitation");
      const claimed = await this.claimed(invitation);
      if (claimed) return this.accept(claimed, id);
    }
    throw overloaded();
  }

  forget(userId: Types.ObjectId): Promise<void> {
    return this.deps.rows.forget(userId);
  }

  private async decline(invitation: Invitation): Promise<null> {
    if (invitation.state === InvitationState.DECLINED) return null;
    const isPending = invitation.state === InvitationState.PENDING;
    const [open] = isPending ? await this.deps.open.among(invitation.userId, [invitation]) : [];
    if (!open) throw notFound("invitation");
    const declined = { state: InvitationState.DECLINED, answeredAt: new Date() };
    if (!(await this.deps.rows.change(invitation, declined))) throw notFound("invitation");
    return null;
  }

  /** From here on it can no longer be declined, on any node. */
  private async claimed(invitation: Invitation): Promise<Invitation | null> {
    const { ACCEPTED: state } = InvitationState;
    if (invitation.state === state) return invitation;
    if (!(await this.deps.rows.change(invitation, { state }))) return null;
    return { ...invitation, state, version: invitation.version + 1 };
  }

  private async accept(invitation: Invitation, id: string): Promise<Conversation> {
    const { userId, inviterId } = invitation;
    try {
      const conversation = await this.deps.turns.act(inviterId, id, async ({ actor, members }) => {
        if (members.some((member) => member.userId.equals(userId))) return null;
        requireModerator(actor);
        if (!(await this.deps.open.holds(invitation))) throw notFound("invitation");
        if (members.length >= GROUP_MAX_MEMBERS)
          throw new AppError(ErrorCode.LIMIT_REACHED, "The group is full.", {
            limit: GROUP_MAX_MEMBERS,
          });
        return { event: SystemEvent.MEMBER_ADDED, subjectIds: [userId] };
      });
      await this.deps.rows.remove(invitation);
      return conversation;
    } catch (error) {
      // Where this fails, too, it can be accepted again all the same.
      const { PENDING: state } = InvitationState;
      await this.deps.rows.change(invitation, { state }).catch(() => false);
      // Why the inviter may no longer add anybody is nothing to whoever is outside.
      const isInside = error instanceof AppError && error.code === ErrorCode.FORBIDDEN;
      throw isInside ? notFound("invitation") : error;
    }
  }
}
