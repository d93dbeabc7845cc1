import type { Types } from "mongoose";
import { notFound } from "../errors.js";

/** What messages need of the media: each file belongs to the one message that claimed it. */
export interface AttachmentClaims {
  /** Throws unless all of them are the owner's, complete, and in no other message. May be repeated. */
  claim(request: {
    readonly ownerId: Types.ObjectId;
    readonly messageId: Types.ObjectId;
    readonly ids: readonly string[];
  }): Promise<Types.ObjectId[]>;
  /** The message is gone: its files go too. */
  release(messageId: Types.ObjectId): Promise<void>;
}

/** A server without media: no attachment exists. */
export const noAttachments: AttachmentClaims = {
  claim: ({ ids }) =>
    ids.length > 0 ? Promise.reject(notFound("attachment")) : Promise.resolve([]),
  release: () => Promise.resolve(),
};
