import type { Model, Types } from "mongoose";
import type { LogHeads } from "../../chat/log/log-heads.js";
import type { Message } from "../../chat/log/message.model.js";

/** As often as it is read after what has changed meanwhile; each reading is shorter than the one before. */
const MAX_READINGS = 50;

/**
 * A log as it is at one of its revisions, though it goes on while it is read: what has changed since
 * comes again behind, until nothing has.
 */
export class LogExport {
  constructor(
    private readonly messages: Model<Message>,
    private readonly heads: LogHeads,
  ) {}

  async *entries(conversationId: Types.ObjectId): AsyncGenerator<Message> {
    let head = await this.heads.one(conversationId);
    yield* this.read({ conversationId, seq: { $gte: 1, $lte: head.seq } }, "seq");
    for (let readings = 0; readings < MAX_READINGS; readings += 1) {
      const next = await this.heads.one(conversationId);
      if (next.revision === head.revision) return;
      const revision = { $gt: head.revision, $lte: next.revision };
      yield* this.read({ conversationId, revision, seq: { $gte: 1, $lte: next.seq } }, "revision");
      head = next;
    }
    throw new Error(
      `Conversation ${conversationId.toHexString()} changes faster than it is read: export it when fewer write.`,
    );
  }

  private async *read(filter: object, order: "seq" | "revision"): AsyncGenerator<Message> {
    const cursor = this.messages.collection.find(filter).sort({ [order]: 1 });
    for await (const found of cursor) yield found as unknown as Message;
  }
}
