import type { Model, Types } from "mongoose";
import type { ConversationService } from "../../chat/conversations/conversation.service.js";
import type { Draft } from "../../chat/log/positioned.js";
import type { LogHeads } from "../../chat/log/log-heads.js";
import type { LogProjector } from "../../chat/log/log-projector.js";
import type { LogStore } from "../../chat/log/log-store.js";
import { positioned } from "../../chat/log/positioned.js";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { ReadingPositions } from "../../chat/membership/reading-positions.js";
import { readMessages } from "./read-messages.js";
import type { OldMessage } from "./replaced.types.js";

export interface ChatImportDependencies {
  readonly conversations: ConversationService;
  readonly rows: Model<Conversation>;
  readonly store: LogStore;
  readonly heads: LogHeads;
  readonly positions: ReadingPositions;
  readonly projector: LogProjector;
}

export interface OldChat {
  /** By their ids there: the two, as they are here, or as nobody is. */
  readonly people: ReadonlyMap<string, Types.ObjectId>;
  readonly createdAt: Date;
  readonly messages: readonly OldMessage[];
}

export interface TakenChat {
  readonly taken: number;
  readonly unchanged: number;
  readonly parted: number;
  readonly refused: ReadonlyMap<string, number>;
}

const BATCH = 500;

/** What two people wrote, at the end of the log of their direct conversation. */
export class ChatImport {
  constructor(
    private readonly deps: ChatImportDependencies,
    private readonly isDry: boolean,
  ) {}

  async take({ people, createdAt, messages }: OldChat): Promise<TakenChat> {
    const [one, other] = [...people.values()];
    if (!one || !other) throw new Error("a chat is between two");
    const { rows } = this.deps;
    const ids = messages.map(({ _id }) => _id);
    if (this.isDry) {
      const { drafts, refused, parted } = readMessages(messages, {
        conversationId: ids[0] ?? one,
        people,
      });
      const known = await this.known(drafts);
      return { taken: drafts.length - known.size, unchanged: known.size, refused, parted };
    }
    const { _id: conversationId } = await this.deps.conversations.openBetween(one, other);
    await rows.updateOne({ _id: conversationId }, { $min: { createdAt } });
    const { drafts, refused, parted } = readMessages(messages, { conversationId, people });
    const known = await this.known(drafts);
    const [head] = await this.deps.heads.many([conversationId]);
    // What was written here is left to be read; what is brought was read there.
    const isNew = (head?.seq ?? 0) === known.size;
    const fresh = drafts.filter(({ _id }) => !known.has(_id.toHexString()));
    for (let from = 0; from < fresh.length; from += BATCH)
      await this.append(conversationId, fresh.slice(from, from + BATCH));
    if (isNew && fresh.length > 0) await this.markRead(conversationId, [one, other]);
    return { taken: fresh.length, unchanged: known.size, refused, parted };
  }

  private async known(drafts: readonly Draft[]): Promise<Set<string>> {
    const known = new Set<string>();
    for (let from = 0; from < drafts.length; from += BATCH) {
      const ids = drafts.slice(from, from + BATCH).map(({ _id }) => _id);
      for (const { _id } of await this.deps.store.byId(ids)) known.add(_id.toHexString());
    }
    return known;
  }

  /** Behind whatever was written in the meantime: the unique indexes say what that is. */
  private async append(conversationId: Types.ObjectId, drafts: readonly Draft[]): Promise<void> {
    for (let left = drafts; left.length > 0;) {
      const [head] = await this.deps.heads.many([conversationId]);
      if (!head) throw new Error("a conversation vanished while it was written");
      const clash = await this.deps.store.insert(positioned(left, head));
      await this.deps.projector.project([conversationId]);
      if (!clash) return;
      // Somebody wrote in between, or another import runs: what is stored by now is left out.
      const stored = await this.known(left);
      left = left.filter(({ _id }) => !stored.has(_id.toHexString()));
    }
  }

  private async markRead(
    conversationId: Types.ObjectId,
    userIds: readonly Types.ObjectId[],
  ): Promise<void> {
    const [head] = await this.deps.heads.many([conversationId]);
    if (!head) return;
    const { seq, ordinal, lastMessageAt } = head;
    const sent = userIds.map((senderId) => ({ senderId, seq, ordinal }));
    await this.deps.positions.record([{ conversationId, lastMessageAt, ordinal, sent }]);
  }
}
