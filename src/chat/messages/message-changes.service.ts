import type { Types } from "mongoose";
import type { ConversationService } from "../conversations/conversation.service.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { Revise } from "../log/commit-change.js";
import type { Permit } from "../log/known-members.js";
import type { LogService } from "../log/log.service.js";
import type { LogStore } from "../log/log-store.js";
import { GONE } from "../log/withheld.js";
import type { AttachmentClaims } from "./attachment-claims.js";
import { checkBody, checkEmoji } from "./message-content.js";
import { MessageChange, MessageKind, type Message, type Reaction } from "../log/message.model.js";
import { grouped } from "./emoji.js";
import type { Mentions } from "./mentions.js";
import type { PinnedMessages } from "./pinned-messages.js";

const MAX_EMOJI = 20;

export interface MessageChangesDependencies {
  readonly log: LogService;
  readonly store: LogStore;
  readonly conversations: ConversationService;
  readonly attachments: AttachmentClaims;
  readonly pinned: PinnedMessages;
  readonly mentions: Mentions;
  readonly editWindowMs: number;
}

export interface Edit {
  readonly body: string;
  readonly ifRevision: number | null;
  /** Null: those stay whose @name the edit does not take out. */
  readonly mentionIds: readonly string[] | null;
}

/** Editing, deleting, reacting, pinning: each is one change of one message. */
export class MessageChangesService {
  constructor(private readonly deps: MessageChangesDependencies) {}

  async edit(
    userId: Types.ObjectId,
    messageId: string,
    { body: given, ifRevision, mentionIds }: Edit,
  ): Promise<Message> {
    const { message, permit } = await this.find(userId, messageId);
    const optional = (message.attachmentIds ?? []).length > 0 || Boolean(message.type);
    const body = checkBody(given, { field: "body", optional });
    await this.deps.conversations.requireOpen(permit.membership);
    const { mentions } = this.deps;
    const wanted =
      mentionIds && (await mentions.check(permit.membership, mentionIds, "mentionIds"));
    const kept = await mentions.kept(message);
    const revise: Revise = (now) => {
      if (!isOwn(now, userId)) throw forbidden("Only its sender can edit a message.");
      refuseDeleted(now);
      const named = wanted ?? kept(now, body ?? "");
      if (now.body === body && areSame(named, now.mentionIds ?? [])) return null;
      if (ifRevision !== null && ifRevision !== now.revision) throw revisionConflict(now.revision);
      if (Date.now() - now.createdAt.getTime() > this.deps.editWindowMs) throw windowClosed();
      return {
        change: MessageChange.EDITED,
        set: { body, mentionIds: named, editedAt: new Date() },
      };
    };
    return this.deps.log.change(message, { permit, revise });
  }

  /** The place in the log stays, what was said is gone. */
  async delete(userId: Types.ObjectId, messageId: string): Promise<Message> {
    const { message, permit } = await this.find(userId, messageId);
    await this.deps.conversations.requireAdmitted(permit.membership);
    const revise: Revise = (now, membership) => {
      const may = isOwn(now, userId) || (now.kind === MessageKind.USER && moderates(membership));
      if (!may)
        throw forbidden(
          "Only its sender, or an owner or admin of the group, can delete a message.",
        );
      if (now.deletedAt) return null;
      const set = { ...GONE, deletedAt: new Date(), goneSeq: now.seq };
      return { change: MessageChange.DELETED, set };
    };
    const deleted = await this.deps.log.change(message, { permit, revise });
    // Repeated with the deletion, so that a crash in between leaves no file for good.
    const { conversationId, senderId, clientMessageId } = deleted;
    if (senderId && clientMessageId)
      await this.deps.attachments.release({ conversationId, senderId, clientMessageId });
    return deleted;
  }

  async react(
    userId: Types.ObjectId,
    messageId: string,
    { emoji: given, active }: { readonly emoji: string; readonly active: boolean },
  ): Promise<Message> {
    const emoji = checkEmoji(given);
    const { message, permit } = await this.find(userId, messageId);
    await this.deps.conversations.requireOpen(permit.membership);
    const revise: Revise = (now) => {
      refuseDeleted(now);
      if (now.kind !== MessageKind.USER) throw forbidden("That message cannot be reacted to.");
      const reactions = withReaction(grouped(now.reactions ?? []), { emoji, userId, active });
      return reactions && { change: MessageChange.REACTIONS, set: { reactions } };
    };
    return this.deps.log.change(message, { permit, revise });
  }

  async pin(userId: Types.ObjectId, messageId: string, pinned: boolean): Promise<Message> {
    const { message, permit } = await this.find(userId, messageId);
    const requirePinner = (membership: Membership): void => {
      if (!membership.peerId && !moderates(membership))
        throw forbidden("In a group only owners and admins can pin messages.");
    };
    await this.deps.conversations.requireAdmitted(permit.membership);
    const requireRoom =
      pinned && !message.pinnedAt ? await this.deps.pinned.room(message.conversationId) : null;
    const revise: Revise = (now, membership) => {
      requirePinner(membership);
      refuseDeleted(now);
      if (Boolean(now.pinnedAt) === pinned) return null;
      requireRoom?.();
      return { change: MessageChange.PINNED, set: { pinnedAt: pinned ? new Date() : null } };
    };
    return this.deps.log.change(message, { permit, revise });
  }

  /** NOT_FOUND unless the user may read it. */
  private async find(
    userId: Types.ObjectId,
    messageId: string,
  ): Promise<{ message: Message; permit: Permit }> {
    const [message] = await this.deps.store.byId([parseId(messageId, "message")]);
    const permit =
      message && (await this.deps.log.permit({ conversationId: message.conversationId, userId }));
    if (!permit || message.seq < permit.membership.joinedSeq) throw notFound("message");
    return { message, permit };
  }
}

function withReaction(
  reactions: readonly Reaction[],
  { emoji, userId, active }: { emoji: string; userId: Types.ObjectId; active: boolean },
): readonly Reaction[] | null {
  const group = reactions.find((known) => known.emoji === emoji);
  if ((group?.userIds.some((id) => id.equals(userId)) ?? false) === active) return null;
  if (!group && reactions.length >= MAX_EMOJI)
    throw new AppError(ErrorCode.LIMIT_REACHED, `A message has at most ${MAX_EMOJI} emoji.`, {
      limit: MAX_EMOJI,
    });
  if (!group) return [...reactions, { emoji, userIds: [userId] }];
  const others = group.userIds.filter((id) => !id.equals(userId));
  const userIds = active ? [...others, userId] : others;
  return reactions
    .map((known) => (known === group ? { emoji, userIds } : known))
    .filter((known) => known.userIds.length > 0);
}

function areSame(some: readonly Types.ObjectId[], others: readonly Types.ObjectId[]): boolean {
  return some.length === others.length && some.every((id) => others.some((one) => one.equals(id)));
}

function isOwn({ kind, senderId }: Message, userId: Types.ObjectId): boolean {
  return kind === MessageKind.USER && senderId !== null && senderId.equals(userId);
}

function moderates({ role }: Membership): boolean {
  return role !== MemberRole.MEMBER;
}

function refuseDeleted({ deletedAt }: Message): void {
  if (deletedAt) throw new AppError(ErrorCode.CONFLICT, "That message was deleted.");
}

function forbidden(message: string): AppError {
  return new AppError(ErrorCode.FORBIDDEN, message);
}

function revisionConflict(revision: number): AppError {
  const text = `The message has changed since: it is at revision ${revision}.`;
  return new AppError(ErrorCode.REVISION_CONFLICT, text, { field: "ifRevision" });
}

function windowClosed(): AppError {
  return new AppError(ErrorCode.EDIT_WINDOW_CLOSED, "It is too late to edit that message.");
}
