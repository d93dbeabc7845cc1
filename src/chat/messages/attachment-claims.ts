import type { Types } from "mongoose";
import { UploadPurpose } from "../../files/media/attachment.model.js";
import type { AttachmentService } from "../../files/media/attachment.service.js";

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

const PREFIX = "message:";

/** What is written beside the files of a message. */
export function useOf({ clientMessageId }: MessageKey): string {
  return `${PREFIX}${clientMessageId}`;
}

/** Of which of its owner's messages an attachment is part; null where it is of none. */
export function clientMessageIdOf(usedBy: string | null | undefined): string | null {
  return usedBy?.startsWith(PREFIX) ? usedBy.slice(PREFIX.length) : null;
}
