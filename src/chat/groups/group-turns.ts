import type { Types } from "mongoose";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { Conversation } from "../membership/conversation.model.js";
import type { Membership } from "../membership/membership.model.js";
import { notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { MemberViewService } from "../log/member-view.service.js";
import { MembersChanged } from "../log/commit-appends.js";
import { overloaded } from "../log/overloaded.js";
import type { GroupEntry, GroupLog } from "./group-log.js";
import { requireGroup } from "./group-rules.js";
import { KeyedLock } from "./keyed-lock.js";

export interface GroupTurnsDependencies {
  readonly conversations: ConversationService;
  readonly memberViews: MemberViewService;
  readonly log: GroupLog;
}

export interface Acting {
  readonly conversation: Conversation;
  /** Null: a service, which may do in every group what its owner may. */
  readonly actor: Membership | null;
  /** All members, longest first. */
  readonly members: readonly Membership[];
  /** Since when none of that has changed. */
  readonly generation: object;
}

/** An entry that follows from the rules, or null where there is nothing to do. */
export type Step = Pick<GroupEntry, "event" | "subjectIds" | "body"> | null;

const MAX_TRIES = 50;

/**
 * Each rule is checked against the members as the log names them, and its entry is written only
 * where nobody's membership has changed since: else the rule is checked again. So it holds whichever
 * nodes act at the same time. The lock only spares those of one node the tries.
 */
export class GroupTurns {
  private readonly lock = new KeyedLock();

  constructor(private readonly deps: GroupTurnsDependencies) {}

  /** Decides, and writes what was decided if it still holds. */
  async act(
    userId: Types.ObjectId | null,
    id: string,
    decide: (acting: Acting) => Step | Promise<Step>,
  ): Promise<Conversation> {
    const conversationId = parseId(id, "conversation");
    return this.lock.run(id, async () => {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const acting = await this.look(conversationId, userId);
        const step = await decide(acting);
        if (!step) return acting.conversation;
        try {
          await this.deps.log.write(
            { conversationId, actorId: userId, ...step },
            acting.generation,
          );
          return acting.conversation;
        } catch (error) {
          if (!(error instanceof MembersChanged)) throw error;
        }
      }
      throw overloaded();
    });
  }

  private async look(
    conversationId: Types.ObjectId,
    userId: Types.ObjectId | null,
  ): Promise<Acting> {
    // Whoever is not in it learns nothing, and costs nothing.
    if (userId) await this.deps.memberViews.require({ conversationId, userId });
    const generation = await this.deps.log.writeGeneration(conversationId);
    const members = await this.deps.memberViews.members([conversationId]);
    const actor = (userId && members.find((member) => member.userId.equals(userId))) ?? null;
    const isIn = actor !== null || userId === null;
    const conversation = isIn && (await this.deps.conversations.find(conversationId));
    if (!conversation) throw notFound("conversation");
    requireGroup(conversation);
    return { conversation, actor, members, generation };
  }
}
