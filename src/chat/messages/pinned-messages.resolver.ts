import { firstSeqOf } from "../membership/first-seq.js";
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Conversation } from "../membership/conversation.model.js";
import { notFound } from "../../platform/core/errors.js";
import { connectionOf } from "../../api/graphql/connection.js";
import type { Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { forwardPage } from "../../api/graphql/list-page.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import type { Message } from "../log/message.model.js";
import { viewFor } from "../log/view-for.js";
import { MessageConnection } from "./message.types.js";
import type { PinnedMessages } from "./pinned-messages.js";

@Resolver(() => Conversation)
export class PinnedMessagesResolver {
  constructor(
    private readonly pinned: PinnedMessages,
    private readonly cursors: Cursors,
  ) {}

  @FieldResolver(() => MessageConnection, {
    complexity: pageCost,
    description: "At most 100, in the order in which they were written.",
  })
  async pinnedMessages(
    @Root() { _id: conversationId }: Conversation,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50, description: FIRST })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() context: Context,
  ): Promise<MessageConnection> {
    const view = await viewFor(conversationId, context);
    if (!view) throw notFound("conversation");
    const list = `pinned:${conversationId.toHexString()}`;
    const all = await this.pinned.list(conversationId);
    const readable = all.filter(({ seq }) => seq >= firstSeqOf(view.membership));
    const page = forwardPage(readable, seqKey, {
      size: pageSize(first, "first"),
      after: after ? String(this.cursors.decode(list, after, "after")[0]) : null,
    });
    return connectionOf(page, (message) => this.cursors.encode(list, [seqKey(message)]));
  }
}

function seqKey({ seq }: Message): string {
  return String(seq).padStart(10, "0");
}
