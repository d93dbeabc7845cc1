import type { Model, Types } from "mongoose";
import type { Message } from "../../chat/log/message.model.js";
import type { Draft } from "../../chat/log/positioned.js";

interface Candidate {
  readonly draft: Draft;
  readonly losses: string[];
}

/** How many of the newest a trial remembers: those before count as there. */
const REMEMBERED = 1_000_000;

/** A reply names a message before it, of the same conversation: so there are no circles. */
export class ReplyTargets {
  /** What a trial would have stored: the conversation by the message. */
  private readonly planned = new Map<string, string>();

  constructor(
    private readonly messages: Model<Message>,
    private readonly isDry: boolean,
  ) {}

  /** The drafts, without replies to what is not before them. */
  async check(candidates: readonly Candidate[]): Promise<Draft[]> {
    const before = await this.stored(candidates.flatMap(({ draft }) => draft.replyToId ?? []));
    return candidates.map(({ draft, losses }) => {
      const { _id, replyToId, ...rest } = draft;
      const place = draft.conversationId.toHexString();
      const target = replyToId?.toHexString();
      const isBefore = !target || (before.get(target) ?? this.planned.get(target)) === place;
      before.set(_id.toHexString(), place);
      if (this.isDry) this.remember(_id.toHexString(), place);
      if (isBefore) return draft;
      losses.push("it replies to no message before it in its conversation: it is no reply here");
      return { _id, ...rest };
    });
  }

  private async stored(ids: readonly Types.ObjectId[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const found = await this.messages.collection
      .find({ _id: { $in: [...ids] } }, { projection: { conversationId: 1 } })
      .toArray();
    return new Map(found.map((one) => [String(one._id), String(one["conversationId"])]));
  }

  private remember(id: string, place: string): void {
    if (this.planned.size < REMEMBERED) this.planned.set(id, place);
  }
}
