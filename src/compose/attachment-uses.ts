import type { ConversationService } from "../chat/conversations/conversation.service.js";
import { toId } from "../platform/core/id.js";
import type { LogStore } from "../chat/log/log-store.js";
import { messageWith } from "../chat/messages/attachment-claims.js";
import { UploadPurpose, type Attachment } from "../files/media/attachment.model.js";
import type { UserService } from "../people/users/user.service.js";

export interface AttachmentUsesDependencies {
  readonly users: UserService;
  readonly conversations: ConversationService;
  readonly store: LogStore;
}

/** Asks whoever claimed an attachment, from where all of them are known. */
export class AttachmentUses {
  constructor(private readonly deps: AttachmentUsesDependencies) {}

  async has(attachment: Attachment): Promise<boolean> {
    const { _id, ownerId, purpose, usedBy } = attachment;
    const [, key = ""] = (usedBy ?? "").split(":");
    switch (purpose) {
      case UploadPurpose.MESSAGE:
        return (await messageWith(attachment, this.deps.store)) !== null;
      case UploadPurpose.AVATAR:
        return (await this.deps.users.find(ownerId))?.avatarId?.equals(_id) ?? false;
      case UploadPurpose.COVER: {
        const owner = await this.deps.users.find(ownerId);
        return owner?.coverIds?.some((id) => id.equals(_id)) ?? false;
      }
      case UploadPurpose.GROUP_AVATAR:
        return (await this.deps.conversations.find(toId(key)))?.avatarId?.equals(_id) ?? false;
    }
  }
}
