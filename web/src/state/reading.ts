import type { ConfabClient } from "@confab/client";
import { MarkReadDocument } from "../gql/graphql.js";
import type { ConversationList } from "./conversation-list.js";
import { isMarked, withRead, withReceipt, type Receipt } from "./conversation.js";
import type { Timelines } from "./timelines.js";

interface Read {
  readonly list: ConversationList;
  readonly timelines: Timelines;
}

/** How far the viewer and the others have read. */
export class Reading {
  constructor(
    private readonly confab: ConfabClient,
    private readonly viewerId: string,
    private readonly of: Read,
  ) {}

  async markRead(conversationId: string, seq: number): Promise<void> {
    const { list, timelines } = this.of;
    const own = list.get(conversationId)?.viewerMembership;
    if (!own || ((own.readSeq ?? 0) >= seq && !isMarked(own))) return;
    list.change(conversationId, (c) =>
      withRead(c, seq, timelines.get(conversationId).messages, this.viewerId),
    );
    const before = list.get(conversationId)?.lastSeq;
    // If it fails the next message that comes into view says it again.
    const answer = await this.confab
      .request(MarkReadDocument, { conversationId, seq })
      .catch(() => null);
    const now = list.get(conversationId);
    // What came in since is counted here; whether the server has counted it, too, is not known.
    if (!answer || now?.lastSeq !== before || now?.viewerMembership?.readSeq !== seq) return;
    list.setMembership(conversationId, answer.markRead);
  }

  advance(receipt: Receipt): void {
    const { list, timelines } = this.of;
    const { conversationId, userId, readSeq } = receipt;
    list.change(conversationId, (c) => withReceipt(c, receipt));
    timelines.advance(receipt);
    const own = list.get(conversationId)?.viewerMembership;
    // Read on another device: what is left is counted by the server.
    if (userId === this.viewerId && own && (own.readSeq ?? 0) < readSeq) {
      void list.load([conversationId]).catch(() => undefined);
    }
  }
}
