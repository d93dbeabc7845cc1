import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Resolver, Root } from "type-graphql";
import { Conversation } from "../conversations/conversation.model.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { Membership } from "../conversations/membership.model.js";
import { badInput, notFound } from "../errors.js";
import { connectionOf } from "../graphql/connection.js";
import { requireViewer, type Context } from "../graphql/context.js";
import { pageCost } from "../graphql/cost.js";
import type { Cursors } from "../graphql/cursor.js";
import { pageSize } from "../graphql/page-request.js";
import { parseId } from "../id.js";
import type { LogService } from "./log.service.js";
import type { MessageService } from "./message.service.js";
import { MessageConnection } from "./message.types.js";
import type { PageRequest } from "./window.js";

@ArgsType()
class MessagesArgs {
  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;

  @Field(() => ID, { nullable: true })
  around?: string | null;
}

@Resolver(() => Conversation)
export class ConversationMessagesResolver {
  constructor(
    private readonly service: MessageService,
    private readonly conversations: ConversationService,
    private readonly log: LogService,
    private readonly cursors: Cursors,
  ) {}

  @FieldResolver(() => Int, {
    description: "The position of the newest message; 0 when there is none.",
  })
  async lastSeq(@Root() { _id }: Conversation): Promise<number> {
    return (await this.log.head(_id)).seq;
  }

  @FieldResolver(() => Int, {
    description: "How many changes the log has seen: messages and their edits.",
  })
  async revision(@Root() { _id }: Conversation): Promise<number> {
    return (await this.log.head(_id)).revision;
  }

  @FieldResolver(() => MessageConnection, {
    complexity: pageCost,
    description: "Exactly one of first/last/around; `around` centres the window on that message.",
  })
  async messages(
    @Root() conversation: Conversation,
    @Args(() => MessagesArgs) args: MessagesArgs,
    @Ctx() context: Context,
  ): Promise<MessageConnection> {
    const { userId } = requireViewer(context);
    const membership = await this.conversations.membership(userId, conversation._id);
    if (!membership) throw notFound("conversation");
    const list = `messages:${conversation._id.toHexString()}`;
    const request = await this.pageRequest(args, list, membership);
    const page = await this.service.page(membership, request);
    return connectionOf(page, ({ seq }) => this.cursors.encode(list, [seq]));
  }

  private async pageRequest(
    args: MessagesArgs,
    list: string,
    membership: Membership,
  ): Promise<PageRequest> {
    const { first = null, last = null, around = null } = args;
    if ([first, last, around].filter((given) => given !== null).length > 1)
      throw badInput("first", "Give only one of first, last and around.");
    return {
      size: first === null ? pageSize(last, "last") : pageSize(first, "first"),
      direction: first === null ? "last" : "first",
      after: this.position(list, args.after, "after"),
      before: this.position(list, args.before, "before"),
      around: around === null ? null : await this.centre(membership, around),
    };
  }

  private position(list: string, cursor: string | null | undefined, field: string): number | null {
    return cursor ? Number(this.cursors.decode(list, cursor, field)[0]) : null;
  }

  private async centre(membership: Membership, messageId: string): Promise<number> {
    const seq = await this.service.seqOf(membership, parseId(messageId, "message"));
    if (seq === null) throw notFound("message");
    return seq;
  }
}
