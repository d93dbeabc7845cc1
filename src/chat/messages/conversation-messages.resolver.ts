import { firstSeqOf } from "../membership/first-seq.js";
import type { Types } from "mongoose";
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Resolver,
  Root,
} from "type-graphql";
import { Conversation } from "../membership/conversation.model.js";
import { badInput, notFound } from "../../platform/core/errors.js";
import { connectionOf } from "../../api/graphql/connection.js";
import type { Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { AFTER, BEFORE, FIRST, LAST, pageSize } from "../../api/graphql/page-request.js";
import { parseId } from "../../platform/core/id.js";
import type { MemberView } from "../log/member-view.service.js";
import { Message } from "../log/message.model.js";
import { viewFor } from "../log/view-for.js";
import type { MessageReader } from "./message-reader.service.js";
import { ChangePage, MessageConnection } from "./message.types.js";
import type { PageRequest } from "./window.js";
import { messageOf } from "../log/log-loaders.js";

@ArgsType()
class MessagesArgs {
  @Field(() => Int, { nullable: true, description: FIRST })
  first?: number | null;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: LAST })
  last?: number | null;

  @Field(() => String, { nullable: true, description: BEFORE })
  before?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "A message of this conversation: a page of 50 around it. Not beside `replyToId`.",
  })
  around?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "A position: a page of 50 around it, at the end that is nearer where there is no such message. Not beside `replyToId`.",
  })
  aroundSeq?: number | null;

  @Field(() => ID, { nullable: true, description: "Only the answers to that message." })
  replyToId?: string | null;
}

@Resolver(() => Conversation)
export class ConversationMessagesResolver {
  constructor(
    private readonly reader: MessageReader,
    private readonly cursors: Cursors,
  ) {}

  @FieldResolver(() => Int, {
    description: "The position of the newest message; 0 when there is none.",
  })
  async lastSeq(@Root() conversation: Conversation, @Ctx() context: Context): Promise<number> {
    return (await viewOf(conversation, context))?.head.seq ?? 0;
  }

  @FieldResolver(() => Int, {
    description: "How many changes the log has seen: messages and their edits.",
  })
  async revision(@Root() conversation: Conversation, @Ctx() context: Context): Promise<number> {
    return (await viewOf(conversation, context))?.head.revision ?? 0;
  }

  @FieldResolver(() => Message, {
    nullable: true,
    description: "Null where there is none, or none that the viewer may read.",
  })
  async lastMessage(
    @Root() conversation: Conversation,
    @Ctx() context: Context,
  ): Promise<Message | null> {
    const view = await viewOf(conversation, context);
    if (!view?.head.lastId || view.head.seq < firstSeqOf(view.membership)) return null;
    return context.loaders.get(messageOf).load({
      conversationId: conversation._id,
      _id: view.head.lastId,
    });
  }

  @FieldResolver(() => MessageConnection, {
    complexity: pageCost,
    description:
      "Always ascending. At most one of first, last, around and aroundSeq; with none the last 50 come.",
  })
  async messages(
    @Root() conversation: Conversation,
    @Args(() => MessagesArgs) args: MessagesArgs,
    @Ctx() context: Context,
  ): Promise<MessageConnection> {
    const view = await requireView(conversation, context);
    const replyToId = args.replyToId ? parseId(args.replyToId, "message") : null;
    const list = listOf(replyToId ?? conversation._id);
    const request = await this.pageRequest(args, list, view);
    if (replyToId) await this.requireSeq(view, replyToId);
    const page = replyToId
      ? await this.reader.replies({ conversationId: conversation._id, _id: replyToId }, request)
      : await this.reader.page(view, request);
    return connectionOf(page, ({ seq }) => this.cursors.encode(list, [seq]));
  }

  @FieldResolver(() => ChangePage, {
    complexity: pageCost,
    description:
      "Every message changed after that revision, oldest change first, in its latest state.",
  })
  async changes(
    @Root() conversation: Conversation,
    @Arg("afterRevision", () => Int, { description: "0: from the beginning." })
    afterRevision: number,
    @Arg("first", () => Int, { nullable: true, defaultValue: 100, description: FIRST })
    first: number | null,
    @Ctx() context: Context,
  ): Promise<ChangePage> {
    if (afterRevision < 0) throw badInput("afterRevision", "A revision is not negative.");
    const view = await requireView(conversation, context);
    return this.reader.changes(view, afterRevision, pageSize(first ?? 100, "first"));
  }

  private async pageRequest(
    args: MessagesArgs,
    list: string,
    view: MemberView,
  ): Promise<PageRequest> {
    const { first = null, last = null, around = null, aroundSeq = null } = args;
    if ([first, last, around, aroundSeq].filter((given) => given !== null).length > 1)
      throw badInput("first", "Give only one of first, last, around and aroundSeq.");
    const centre = around === null ? "aroundSeq" : "around";
    if ((around ?? aroundSeq) !== null && args.replyToId)
      throw badInput(
        centre,
        "Replies to a message cannot be paged around a position: use first or last.",
      );
    if (aroundSeq !== null && aroundSeq < 0)
      throw badInput("aroundSeq", "A position is not negative.");
    return {
      size: first === null ? pageSize(last, "last") : pageSize(first, "first"),
      direction: first === null ? "last" : "first",
      after: this.position(list, args.after, "after"),
      before: this.position(list, args.before, "before"),
      around: around === null ? aroundSeq : await this.requireSeq(view, parseId(around, "message")),
    };
  }

  private position(list: string, cursor: string | null | undefined, field: string): number | null {
    return cursor ? Number(this.cursors.decode(list, cursor, field)[0]) : null;
  }

  /** The position of a message of this conversation that the member may read. */
  private async requireSeq(view: MemberView, id: Types.ObjectId): Promise<number> {
    const seq = await this.reader.seqOf(view, id);
    if (seq === null) throw notFound("message");
    return seq;
  }
}

/** What the cursors of such a list belong to. */
export function listOf(conversationOrMessageId: Types.ObjectId): string {
  return `messages:${conversationOrMessageId.toHexString()}`;
}

function viewOf({ _id }: Conversation, context: Context): Promise<MemberView | null> {
  return viewFor(_id, context);
}

async function requireView(conversation: Conversation, context: Context): Promise<MemberView> {
  const view = await viewOf(conversation, context);
  if (!view) throw notFound("conversation");
  return view;
}
