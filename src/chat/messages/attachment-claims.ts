import type { Types } from "mongoose";
import { UploadPurpose, type Attachment } from "../../files/media/attachment.model.js";
import type { AttachmentService } from "../../files/media/attachment.service.js";
import type { ClientKey } from "../log/log-ranges.js";
import type { LogStore } from "../log/log-store.js";
import type { Message } from "../log/message.model.js";

/** What messages need of the media: each file belongs to the one message that claimed it. */
export interface AttachmentClaims {
  /** Throws unless all of them are the sender's, complete, and in no other message. May be repeated. */
  claim(message: ClientKey, ids: readonly string[]): Promise<Types.ObjectId[]>;
  /** The message is gone: its files go too. */
  release(message: ClientKey): Promise<void>;
}

export function messageAttachments(attachments: AttachmentService): AttachmentClaims {
  const field = "input.attachmentIds";
  const purpose = UploadPurpose.MESSAGE;
  return {
    claim: (message, ids) =>
      attachments.claim(message.senderId, ids, { ...useOf(message), purpose, field }),
    release: (message) => attachments.removeUsedBy(message.senderId, useOf(message)),
  };
}

const PREFIX = "message:";

/** What is written beside the files of a message. */
export function useOf({ conversationId, clientMessageId }: Omit<ClientKey, "senderId">): {
  readonly usedBy: string;
  readonly usedIn: Types.ObjectId;
} {
  return { usedBy: `${PREFIX}${clientMessageId}`, usedIn: conversationId };
}

/** The message that a file is part of; null where it is of none. */
export async function messageWith(
  { _id, ownerId, usedBy, usedIn }: Attachment,
  store: Pick<LogStore, "byClientId" | "byClientIdAnywhere">,
): Promise<Message | null> {
  if (!usedBy?.startsWith(PREFIX)) return null;
  const key = { senderId: ownerId, clientMessageId: usedBy.slice(PREFIX.length) };
  const found = usedIn
    ? [await store.byClientId({ ...key, conversationId: usedIn })]
    : await store.byClientIdAnywhere(key);
  return found.find((one) => one?.attachmentIds?.some((id) => id.equals(_id))) ?? null;
}
