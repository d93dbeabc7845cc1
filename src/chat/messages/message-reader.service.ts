import { firstSeqOf } from "../membership/first-seq.js";
import type { Model, Types } from "mongoose";
import type { MemberView, MemberViewService } from "../log/member-view.service.js";
import type { MessageKey } from "../log/log-ranges.js";
import type { LogStore } from "../log/log-store.js";
import type { Message } from "../log/message.model.js";
import { windowOf, type PageRequest } from "./window.js";

export interface ReaderDependencies {
  readonly store: LogStore;
  readonly memberViews: MemberViewService;
  readonly messages: Model<Message>;
}

export interface MessagePage {
  readonly items: readonly Message[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface Changes {
  readonly nodes: Message[];
  /** The position to go on from. */
  readonly revision: number;
  readonly hasMore: boolean;
}

/** Beyond so many revisions a window no longer grows: it may come upon a dense stretch. */
const MAX_WINDOW = 4_000;

/** Reading the log as somebody who may: nothing from before the member joined, or that they have cleared. */
export class MessageReader {
  constructor(private readonly deps: ReaderDependencies) {}

  /** A page of what the member may read, ascending. */
  async page({ membership, head }: MemberView, request: PageRequest): Promise<MessagePage> {
    const visible = { first: firstSeqOf(membership), last: head.seq };
    const window = windowOf(request, visible);
    const items = await this.deps.store.range(membership.conversationId, window.from, window.to);
    return {
      items,
      hasPreviousPage: window.from > visible.first && head.seq >= visible.first,
      hasNextPage: window.to < visible.last,
    };
  }

  /** The position of a message of this conversation that the member may read, or null. */
  async seqOf({ membership }: MemberView, messageId: Types.ObjectId): Promise<number | null> {
    const { conversationId } = membership;
    const [message] = await this.deps.store.byKey([{ conversationId, _id: messageId }]);
    if (!message) return null;
    return message.seq >= firstSeqOf(membership) ? message.seq : null;
  }

  /** As a page, of the answers to one message. Their positions have holes: the index finds them. */
  async replies(
    { conversationId, _id: replyToId }: MessageKey,
    request: PageRequest,
  ): Promise<MessagePage> {
    const { size, direction, after, before } = request;
    const ascending = direction === "first";
    const found = await this.deps.messages
      .find({
        conversationId,
        replyToId,
        seq: { $gt: after ?? 0, $lt: before ?? Number.MAX_SAFE_INTEGER },
      })
      .select("-revisions")
      .sort({ seq: ascending ? 1 : -1 })
      .limit(size + 1)
      .lean();
    const more = found.length > size;
    const items = ascending ? found.slice(0, size) : found.slice(0, size).reverse();
    return {
      items,
      hasPreviousPage: ascending ? after !== null : more,
      hasNextPage: ascending ? more : before !== null,
    };
  }

  /** How many answers each message has; absent: none. */
  async replyCounts(keys: readonly MessageKey[]): Promise<Map<string, number>> {
    const arms = keys.map(({ conversationId, _id }) => ({ conversationId, replyToId: _id }));
    const [only] = arms;
    if (!only) return new Map();
    const counts = await this.deps.messages.aggregate<{ _id: Types.ObjectId; count: number }>([
      { $match: arms.length === 1 ? only : { $or: arms } },
      { $group: { _id: "$replyToId", count: { $sum: 1 } } },
    ]);
    return new Map(counts.map(({ _id, count }) => [_id.toHexString(), count]));
  }

  /** Every message changed after that revision, in its latest state, oldest change first. */
  async changes({ membership, head }: MemberView, after: number, limit: number): Promise<Changes> {
    const { conversationId, joinedRevision } = membership;
    const first = firstSeqOf(membership);
    const nodes: Message[] = [];
    let revision = Math.min(Math.max(after, joinedRevision - 1), head.revision);
    // A change leaves its message's old revision behind, so a stretch of the log may be bare.
    for (let size = limit; revision < head.revision && nodes.length < limit;) {
      const to = Math.min(revision + size, head.revision);
      const found = await this.deps.store.changed(conversationId, revision + 1, to);
      const visible = found.filter(({ seq }) => seq >= first);
      const taken = visible.slice(0, limit - nodes.length);
      nodes.push(...taken);
      revision = taken.length < visible.length ? (taken.at(-1)?.revision ?? revision) : to;
      size = Math.min(size * 2, MAX_WINDOW);
    }
    return { nodes, revision, hasMore: revision < head.revision };
  }

  /** Those of the messages that the user may read. */
  async readable(userId: Types.ObjectId, ids: readonly Types.ObjectId[]): Promise<Message[]> {
    const found = await this.deps.store.byId(ids);
    const keys = found.map(({ conversationId }) => ({ conversationId, userId }));
    const views = await this.deps.memberViews.findMany(keys);
    return found.filter(({ seq }, at) => {
      const view = views[at];
      return view && seq >= firstSeqOf(view.membership);
    });
  }
}
