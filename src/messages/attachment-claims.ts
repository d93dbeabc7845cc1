import type { Types } from "mongoose";
import { UploadPurpose } from "../media/attachment.model.js";
import type { AttachmentService } from "../media/attachment.service.js";

/** Which message: its sender's key for it, which all tries of a send have in common. */
interface MessageKey {
  readonly senderId: Types.ObjectId;
  readonly clientMessageId: string;
}

/** What messages need of the media: each file belongs to the one message that claimed it. */
export interface AttachmentClaims {
  /** Throws unless all of them are the sender's, complete, and in no other message. May be repeated. */
  claim(message: MessageKey, ids: readonly string[]): Promise<Types.ObjectId[]>;
  /** The message is gone: its files go too. */
  release(message: MessageKey): Promise<void>;
}

export function messageAttachments(attachments: AttachmentService): AttachmentClaims {
  const field = "input.attachmentIds";
  const purpose = UploadPurpose.MESSAGE;
  return {
    claim: (message, ids) =>
      attachments.claim(message.senderId, ids, { usedBy: useOf(message), purpose, field }),
    release: (message) => attachments.removeUsedBy(message.senderId, useOf(message)),
  };
}

function useOf({ clientMessageId }: Pick<MessageKey, "clientMessageId">): string {
  return `message:${clientMessageId}`;
}
