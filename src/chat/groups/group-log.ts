import { Types } from "mongoose";
import type { Condition } from "../log/commit-appends.js";
import type { LogProjector } from "../log/log-projector.js";
import type { LogService } from "../log/log.service.js";
import { MessageKind } from "../log/message.model.js";
import type { SystemEvent } from "../log/system-event.model.js";

export interface GroupEntry {
  readonly conversationId: Types.ObjectId;
  /** Null: nobody in it, as where a service does it. */
  readonly actorId: Types.ObjectId | null;
  readonly event: SystemEvent;
  readonly subjectIds: readonly Types.ObjectId[];
  /** The new name or role. */
  readonly body?: string;
  readonly clientMessageId?: string;
}

/**
 * Every change of a group is an entry of its log first, and only then in the rows: the log is the
 * truth, so that no transaction is needed. A crash between the two leaves an entry that the rows
 * lack; whoever next reads that conversation brings it in before anybody is let in or kept out.
 */
export class GroupLog {
  constructor(
    private readonly log: LogService,
    private readonly projector: LogProjector,
  ) {}

  /** To be asked before a rule about the members is checked, and given to `write`. */
  writeGeneration(conversationId: Types.ObjectId): Promise<object> {
    return this.log.writeGeneration(conversationId);
  }

  /**
   * Resolves when the change is in force. Rejects with MembersChanged, and writes nothing, where
   * anybody's membership has changed since that generation began: on this node or on another.
   */
  async write(entry: GroupEntry, generation: object | null): Promise<void> {
    const condition: Condition = generation ? { kind: "generation", generation } : { kind: "none" };
    const { conversationId, actorId, event, subjectIds, body, clientMessageId } = entry;
    const draft = {
      _id: new Types.ObjectId(),
      conversationId,
      kind: MessageKind.SYSTEM,
      senderId: actorId,
      systemEvent: event,
      subjectIds: [...subjectIds],
      body: body ?? null,
      ...(clientMessageId && { clientMessageId }),
      createdAt: new Date(),
    };
    await this.log.append(draft, condition);
    await this.projector.project([conversationId]);
  }
}
