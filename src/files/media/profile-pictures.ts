import type { Types } from "mongoose";
import { badInput } from "../../platform/core/errors.js";
import { UploadPurpose } from "./attachment.model.js";
import type { AttachmentService } from "./attachment.service.js";

const MAX_COVERS = 3;

export interface Pictures {
  readonly avatarId?: Types.ObjectId | null;
  readonly coverIds?: readonly Types.ObjectId[];
}

/** Absent: as it is. Null or empty: none. */
export interface PictureInput {
  readonly avatarId?: string | null;
  readonly coverIds?: readonly string[] | null;
}

/** The pictures of a profile and of a group: claimed before they are shown, removed when replaced. */
export class ProfilePictures {
  constructor(private readonly attachments: AttachmentService) {}

  /** What the profile is to hold. Throws before anything has changed. */
  async claim(userId: Types.ObjectId, input: PictureInput): Promise<Pictures> {
    const { avatarId, coverIds } = input;
    if ((coverIds?.length ?? 0) > MAX_COVERS)
      throw badInput("input.coverIds", `At most ${MAX_COVERS} covers.`, { limit: MAX_COVERS });
    const owner = userId.toHexString();
    const [avatar] = avatarId
      ? await this.attachments.claim(userId, [avatarId], {
          usedBy: `avatar:${owner}`,
          purpose: UploadPurpose.AVATAR,
          field: "input.avatarId",
        })
      : [null];
    const covers = coverIds
      ? await this.attachments.claim(userId, coverIds, {
          usedBy: `cover:${owner}`,
          purpose: UploadPurpose.COVER,
          field: "input.coverIds",
        })
      : [];
    return {
      ...(avatarId !== undefined && { avatarId: avatar ?? null }),
      ...(coverIds !== undefined && { coverIds: covers }),
    };
  }

  async claimForGroup(
    userId: Types.ObjectId,
    conversationId: Types.ObjectId,
    avatarId: string,
  ): Promise<Types.ObjectId | null> {
    const [claimed] = await this.attachments.claim(userId, [avatarId], {
      usedBy: `group:${conversationId.toHexString()}`,
      purpose: UploadPurpose.GROUP_AVATAR,
      field: "input.avatarId",
    });
    return claimed ?? null;
  }

  /** Once the new ones are in their place. */
  async removeReplaced(before: Pictures, after: Pictures): Promise<void> {
    const kept = new Set(idsOf(after).map((id) => id.toHexString()));
    await this.attachments.remove(idsOf(before).filter((id) => !kept.has(id.toHexString())));
  }
}

function idsOf({ avatarId, coverIds = [] }: Pictures): Types.ObjectId[] {
  return [...(avatarId ? [avatarId] : []), ...coverIds];
}
