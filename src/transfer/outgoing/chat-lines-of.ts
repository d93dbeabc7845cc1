import type { Types } from "mongoose";
import type { Attachment } from "../../files/media/attachment.model.js";
import type { Message } from "../../chat/log/message.model.js";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { Membership } from "../../chat/membership/membership.model.js";
import { readMetadata } from "../../platform/core/metadata.js";
import type {
  AttachmentLine,
  ConversationLine,
  MembershipLine,
  MessageLine,
} from "../lines/line.types.js";
import { given, iso } from "./given.js";

const hex = (id: Types.ObjectId | null | undefined): string | undefined => id?.toHexString();

export function conversationLine(
  row: Conversation,
  memberIds: readonly Types.ObjectId[],
): ConversationLine {
  const { kind, name, description, externalId, metadata, lastSeq, revision, namedSeq } = row;
  const { clientConversationId, wanted, metadataRevision } = row;
  return {
    type: "conversation",
    id: row._id.toHexString(),
    kind,
    members: memberIds.map((id) => id.toHexString()),
    ...given({ name, description, externalId, creator: hex(row.creatorId) }),
    createdAt: row.createdAt.toISOString(),
    ...(metadata && { metadata: readMetadata(metadata) }),
    confab: {
      ...{ lastSeq, revision, namedSeq },
      ...given({ clientConversationId, wanted, metadataRevision, avatarId: hex(row.avatarId) }),
      ...given({ lastMessageAt: iso(row.lastMessageAt) }),
    },
  };
}

export function membershipLine(row: Membership): MembershipLine {
  const { role, notify, metadata, leftSeq, leftRevision, goneOrdinal, metadataRevision } = row;
  const { joinedSeq, joinedRevision, appliedSeq, readSeq, readOrdinal, deliveredSeq } = row;
  const { headOrdinal, standingOrdinal, standingRevision, unread, list, activity, peerId } = row;
  const { pinned, unreadFromSeq, clearedSeq, draft } = row;
  return {
    type: "membership",
    conversation: row.conversationId.toHexString(),
    user: row.userId.toHexString(),
    role,
    joinedAt: row.joinedAt.toISOString(),
    ...given({ leftAt: iso(row.leftAt), notify, mutedUntil: iso(row.mutedUntil) }),
    ...(metadata && { metadata: readMetadata(metadata) }),
    confab: {
      id: row._id.toHexString(),
      ...{ joinedSeq, joinedRevision, appliedSeq, readSeq, readOrdinal, deliveredSeq },
      ...{ headOrdinal, unread, activity, list },
      ...given({ leftSeq, leftRevision, standingOrdinal, standingRevision, goneOrdinal }),
      ...given({ metadataRevision, peerId: hex(peerId) }),
      ...given({ pinned, unreadFromSeq, clearedSeq, draft }),
    },
  };
}

export function messageLine(row: Message): MessageLine {
  const { seq, revision, revisions, createdRevision, change, ordinal, kind } = row;
  const { changes, clientMessageId, systemEvent, metadataPatched, goneSeq, metadata } = row;
  const dates = { editedAt: row.editedAt, deletedAt: row.deletedAt, pinnedAt: row.pinnedAt };
  return {
    type: "message",
    id: row._id.toHexString(),
    conversation: row.conversationId.toHexString(),
    sender: hex(row.senderId) ?? null,
    createdAt: row.createdAt.toISOString(),
    body: row.body,
    ...(Object.fromEntries(
      Object.entries(dates).flatMap(([key, at]) => (at === undefined ? [] : [[key, iso(at)]])),
    ) as object),
    ...given({ replyTo: hex(row.replyToId) }),
    ...given({ mentions: row.mentionIds?.map((id) => id.toHexString()) }),
    ...(row.reactions && {
      reactions: row.reactions.map(({ emoji, userIds }) => ({
        emoji,
        users: userIds.map((id) => id.toHexString()),
      })),
    }),
    ...(metadata !== undefined && { metadata: readMetadata(metadata) }),
    confab: {
      ...{ seq, revision, revisions, createdRevision, change, ordinal, kind },
      ...given({ changes, clientMessageId, systemEvent, metadataPatched, goneSeq }),
      ...(row.type !== undefined && { type: row.type }),
      ...given({ subjects: row.subjectIds?.map((id) => id.toHexString()) }),
      ...given({ attachmentIds: row.attachmentIds?.map((id) => id.toHexString()) }),
    },
  };
}

export function attachmentLine(row: Attachment, files: Record<string, string>): AttachmentLine {
  const { purpose, state, usedBy, kind, filename, mimeType, byteSize, sha256, charset } = row;
  const { width, height, stored } = row;
  return {
    type: "attachment",
    id: row._id.toHexString(),
    owner: row.ownerId.toHexString(),
    createdAt: row.createdAt.toISOString(),
    confab: {
      ...{ purpose, state, kind, filename, mimeType, byteSize, sha256, files },
      ...given({ usedBy, usedIn: hex(row.usedIn), charset, width, height }),
      stored: stored.map((one) => ({ ...one })),
    },
  };
}
