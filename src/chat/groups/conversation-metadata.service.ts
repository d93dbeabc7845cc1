import type { Model, Types } from "mongoose";
import { notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { patchMetadata, type MetadataPatch } from "../../platform/core/patch-metadata.js";
import type { Conversation } from "../membership/conversation.model.js";
import { requireModerator } from "./group-rules.js";
import type { GroupTurns } from "./group-turns.js";

/** An app's own data of a conversation: owners and admins of a group write it, and services. */
export class ConversationMetadata {
  constructor(
    private readonly rows: Model<Conversation>,
    private readonly turns: Pick<GroupTurns, "act">,
  ) {}

  /** Null in the place of a person is a service, to which direct conversations are open as well. */
  async patch(
    userId: Types.ObjectId | null,
    id: string,
    patch: MetadataPatch,
  ): Promise<Conversation> {
    const _id = parseId(id, "conversation");
    if (userId)
      await this.turns.act(userId, id, ({ actor }) => {
        requireModerator(actor);
        return null;
      });
    const changed = await patchMetadata(this.rows, { _id }, patch);
    if (!changed) throw notFound("conversation");
    return changed;
  }
}
