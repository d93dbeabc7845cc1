import type { Types } from "mongoose";
import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import {
  checkedMetadata,
  patchedMetadata,
  readMetadata,
  revisionConflict,
} from "../../platform/core/metadata.js";
import type { MetadataPatch } from "../../platform/core/patch-metadata.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { Revise } from "../log/commit-change.js";
import type { Permit } from "../log/known-members.js";
import type { LogService } from "../log/log.service.js";
import type { LogStore } from "../log/log-store.js";
import { membershipOfNobody } from "../log/membership-of-nobody.js";
import type { MessageType } from "../message-types/message-type.model.js";
import type { MessageTypes } from "../message-types/message-types.service.js";
import { MessageChange, MessageKind, type Message } from "../log/message.model.js";

/** A person, or a service for itself. */
export type Patcher = { readonly userId: Types.ObjectId } | { readonly keyId: Types.ObjectId };

export interface MessageMetadataDependencies {
  readonly log: LogService;
  readonly store: LogStore;
  readonly conversations: ConversationService;
  readonly types: MessageTypes;
}

/** An app's own data of a message. A change of it is a change in the log, and no edit. */
export class MessageMetadata {
  constructor(private readonly deps: MessageMetadataDependencies) {}

  async patch(
    by: Patcher,
    messageId: string,
    { patch, ifRevision = null, field }: MetadataPatch,
  ): Promise<Message> {
    checkedMetadata(patch, field);
    const { message, permit } = await this.find(by, messageId);
    if ("userId" in by) await this.deps.conversations.requireOpen(permit.membership);
    const type = message.type ? await this.deps.types.find(message.type) : null;
    const revise: Revise = (now) => {
      requirePatcher(now, by, type);
      if (now.deletedAt) throw new AppError(ErrorCode.CONFLICT, "That message was deleted.");
      const metadata = patchedMetadata(now.metadata, patch, field);
      if (metadata === (now.metadata ?? null)) return null;
      if (type) this.deps.types.requireShape(type, readMetadata(metadata) ?? {}, field);
      if (ifRevision !== null && ifRevision !== now.revision) throw revisionConflict(now.revision);
      return { change: MessageChange.METADATA, set: { metadata, metadataPatched: true } };
    };
    return this.deps.log.change(message, { permit, revise });
  }

  /** NOT_FOUND unless whoever asks may read it. */
  private async find(
    by: Patcher,
    messageId: string,
  ): Promise<{ message: Message; permit: Permit }> {
    const [message] = await this.deps.store.byId([parseId(messageId, "message")]);
    const permit = message && (await this.permitFor(by, message));
    if (!permit || message.seq < permit.membership.joinedSeq) throw notFound("message");
    return { message, permit };
  }

  private async permitFor(by: Patcher, message: Message): Promise<Permit | null> {
    const { conversationId } = message;
    if ("userId" in by) return this.deps.log.permit({ conversationId, userId: by.userId });
    return { membership: membershipOfNobody(message, by.keyId), generation: null };
  }
}

function requirePatcher({ kind, senderId }: Message, by: Patcher, type: MessageType | null): void {
  const may = "keyId" in by || type?.membersMayPatch || senderId?.equals(by.userId);
  if (kind === MessageKind.USER && may) return;
  throw new AppError(
    ErrorCode.FORBIDDEN,
    "Only its sender, or a service, can change the metadata of a message.",
  );
}
