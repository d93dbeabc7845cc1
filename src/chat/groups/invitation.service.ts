import type { Types } from "mongoose";
import type { Visibility } from "../../people/contacts/visibility.js";
import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { LogStore } from "../log/log-store.js";
import type { MemberViewService } from "../log/member-view.service.js";
import { SystemEvent } from "../log/message.model.js";
import type { Conversation } from "../membership/conversation.model.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import type { MemberKey, MembershipService } from "../membership/membership.service.js";
import { GROUP_MAX_MEMBERS, requireModerator } from "./group-rules.js";
import { overloaded } from "../log/overloaded.js";
import type { GroupTurns } from "./group-turns.js";
import { InvitationState, type Invitation } from "./invitation.model.js";
import type { InvitationRows } from "./invitation-rows.js";

const MAX_RACES = 20;

export interface InvitationDependencies {
  readonly rows: InvitationRows;
  readonly turns: GroupTurns;
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly memberViews: MemberViewService;
  readonly store: LogStore;
  readonly visibility: Visibility;
}

/** An invitation that can be answered, and to what. */
export interface OpenInvitation {
  readonly invitation: Invitation;
  readonly conversation: Conversation;
  readonly memberCount: number;
}

export interface InvitationPage {
  readonly items: readonly OpenInvitation[];
  /** The ids of all of the page, those that no longer hold included. */
  readonly scanned: readonly string[];
  readonly hasNextPage: boolean;
}

export interface Divided {
  readonly added: Types.ObjectId[];
  readonly asked: Types.ObjectId[];
}

/** Nobody is in a group who does not want to be: those who may not be added are asked. */
export class InvitationService {
  constructor(private readonly deps: InvitationDependencies) {}

  /** Whom that inviter may add. Whoever left the group themselves is asked, whoever wants them back. */
  async divide(
    inviterId: Types.ObjectId,
    conversationId: Types.ObjectId | null,
    userIds: readonly Types.ObjectId[],
  ): Promise<Divided> {
    if (userIds.length === 0) return { added: [], asked: [] };
    const welcome = await this.deps.visibility.groupsWelcome(inviterId, userIds);
    const left = conversationId ? await this.leftThemselves(conversationId, userIds) : new Set();
    const isAdded = (id: Types.ObjectId): boolean =>
      welcome.has(id.toHexString()) && !left.has(id.toHexString());
    return {
      added: userIds.filter(isAdded),
      asked: userIds.filter((id) => !isAdded(id)),
    };
  }

  /** May be repeated. */
  async ask(
    inviterId: Types.ObjectId,
    conversationId: Types.ObjectId,
    userIds: readonly Types.ObjectId[],
  ): Promise<void> {
    const known = await this.deps.memberships.rowsOf(conversationId, userIds);
    for (const userId of userIds) {
      const afterSeq = known.find((row) => row.userId.equals(userId))?.appliedSeq ?? 0;
      await this.deps.rows.ask({ conversationId, userId, inviterId, afterSeq });
    }
  }

  /** Those that still hold, of the first so many after that one, and whether there are more. */
  async page(
    userId: Types.ObjectId,
    { size, after }: { readonly size: number; readonly after: Types.ObjectId | null },
  ): Promise<InvitationPage> {
    const found = await this.deps.rows.open(userId, after, size + 1);
    const scanned = found.slice(0, size);
    const shown = await Promise.all(scanned.map((one) => this.opened(one)));
    return {
      items: shown.filter((one) => one !== null),
      scanned: scanned.map(({ _id }) => _id.toHexString()),
      hasNextPage: found.length > size,
    };
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
    if (invitation.state !== InvitationState.PENDING || (await this.opened(invitation)) === null)
      throw notFound("invitation");
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
        if (!(await this.holds(invitation))) throw notFound("invitation");
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

  /** Null: it is void, its inviter no longer runs the group, or a block stands in between. */
  private async opened(invitation: Invitation): Promise<OpenInvitation | null> {
    const { conversationId, inviterId } = invitation;
    const [inviter, conversation, holds] = await Promise.all([
      this.deps.memberViews.find({ conversationId, userId: inviterId }),
      this.deps.conversations.find(conversationId),
      this.holds(invitation),
    ]);
    if (!inviter || !conversation || !holds || !moderates(inviter.membership)) return null;
    const counts = await this.deps.memberViews.memberCounts([conversationId]);
    return { invitation, conversation, memberCount: counts.get(conversationId.toHexString()) ?? 0 };
  }

  /** Nothing was said of that person in the log since they were asked, and nobody has blocked. */
  private async holds(invitation: Invitation): Promise<boolean> {
    const { conversationId, userId, inviterId, afterSeq } = invitation;
    const key: MemberKey = { conversationId, userId };
    const isMember = (await this.deps.memberViews.find(key)) !== null;
    const row = await this.deps.memberships.findRow(key);
    if (isMember || (row?.appliedSeq ?? 0) !== afterSeq) return false;
    return (await this.deps.visibility.blocked(userId, [inviterId])).size === 0;
  }

  private async leftThemselves(
    conversationId: Types.ObjectId,
    userIds: readonly Types.ObjectId[],
  ): Promise<Set<string>> {
    const rows = await this.deps.memberships.rowsOf(conversationId, userIds);
    const gone = rows.filter(({ leftAt }) => leftAt !== null);
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

function moderates({ role }: Membership): boolean {
  return role !== MemberRole.MEMBER;
}
