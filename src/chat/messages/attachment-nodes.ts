import { firstSeqOf } from "../membership/first-seq.js";
import type { Types } from "mongoose";
import { requireViewer } from "../../api/graphql/context.js";
import type { NodeSource } from "../../api/graphql/node.resolver.js";
import type { MemberViewService } from "../log/member-view.service.js";
import type { LogStore } from "../log/log-store.js";
import { UploadPurpose, type Attachment } from "../../files/media/attachment.model.js";
import type { AttachmentService } from "../../files/media/attachment.service.js";
import { messageWith } from "./attachment-claims.js";

export interface AttachmentNodeDependencies {
  readonly attachments: AttachmentService;
  readonly store: LogStore;
  readonly memberViews: MemberViewService;
}

/** So that a link can be renewed: one's own files, pictures of profiles, and what was sent to one. */
export function attachmentNodes({
  attachments,
  store,
  memberViews,
}: AttachmentNodeDependencies): NodeSource {
  const readable = async (item: Attachment, userId: Types.ObjectId): Promise<boolean> => {
    if (item.ownerId.equals(userId) || item.purpose !== UploadPurpose.MESSAGE) return true;
    const message = await messageWith(item, store);
    if (!message) return false;
    const { conversationId, seq } = message;
    const found = await memberViews.find({ conversationId, userId });
    return found !== null && seq >= firstSeqOf(found.membership);
  };
  return {
    typename: "Attachment",
    async find(ids, context) {
      const { userId } = requireViewer(context);
      const found = await attachments.findMany(ids.map((id) => id.toHexString()));
      return Promise.all(
        found.map(async (item) => (item && (await readable(item, userId)) ? item : null)),
      );
    },
  };
}
