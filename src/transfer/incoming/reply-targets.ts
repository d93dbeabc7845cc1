import type { Model, Types } from "mongoose";
import type { Message } from "../../chat/log/message.model.js";
import type { Draft } from "../../chat/log/positioned.js";
import { Recent } from "../lines/recent.js";

interface Candidate {
  readonly draft: Draft;
  readonly losses: string[];
}

/** How many of the newest are remembered; a trial, which stores none, needs more. */
const REMEMBERED = { real: 100_000, trial: 1_000_000 } as const;

/** A reply names a message before it, of the same conversation: so there are no circles. */
export class ReplyTargets {
  /** The conversation by the message. */
  private readonly recent: Recent<string>;

  constructor(
    private readonly messages: Model<Message>,
    isDry: boolean,
  ) {
    this.recent = new Recent(isDry ? REMEMBERED.trial : REMEMBERED.real);
  }

  /** The drafts, without replies to what is not before them. */
  async check(candidates: readonly Candidate[]): Promise<Draft[]> {
    const asked = candidates.flatMap(({ draft }) => draft.replyToId ?? []);
    const before = await this.stored(asked.filter((id) => !this.recent.get(id.toHexString())));
    return candidates.map(({ draft, losses }) => {
      const { _id, replyToId, ...rest } = draft;
      const place = draft.conversationId.toHexString();
      const target = replyToId?.toHexString();
      const isBefore = !target || (this.recent.get(target) ?? before.get(target)) === place;
      this.recent.set(_id.toHexString(), place);
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
}
