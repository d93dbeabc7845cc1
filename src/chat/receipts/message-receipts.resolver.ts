import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { memberKey } from "../conversations/conversation.resolver.js";
import type { Membership } from "../membership/membership.model.js";
import { connectionOf } from "../../api/graphql/connection.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { DependsOn } from "../../api/graphql/depends-on.js";
import { forwardPage } from "../../api/graphql/list-page.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import { readingOf } from "../log/member-view.service.js";
import type { LogHead } from "../log/log-heads.js";
import { Message } from "../log/message.model.js";
import { UserConnection } from "../../people/users/user.types.js";
import { DeliveryStatus, recipientsOf, statusOf } from "./delivery-status.js";
import { userById } from "../../people/users/user-loaders.js";
import { memberViewOf } from "../log/log-loaders.js";
import { membersOf } from "../membership/membership-loaders.js";
import { receiptsVisible } from "../../people/contacts/contact-loaders.js";

@Resolver(() => Message)
export class MessageReceiptsResolver {
  constructor(private readonly cursors: Cursors) {}

  @DependsOn("sender")
  @FieldResolver(() => DeliveryStatus, {
    description: "How far one's own message has come; SENT for those of others.",
  })
  async status(@Root() message: Message, @Ctx() context: Context): Promise<DeliveryStatus> {
    if (context.service && !context.viewer) return DeliveryStatus.SENT;
    if (!message.senderId?.equals(requireViewer(context).userId)) return DeliveryStatus.SENT;
    const visible = await visibleRecipients(message, context);
    return visible ? statusOf(message, visible.recipients, visible.head) : DeliveryStatus.SENT;
  }

  @FieldResolver(() => UserConnection, {
    complexity: pageCost,
    description: "Of those who show their receipts.",
  })
  async readBy(
    @Root() message: Message,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50, description: FIRST })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() context: Context,
  ): Promise<UserConnection> {
    const list = `readers:${message._id.toHexString()}`;
    const visible = await visibleRecipients(message, context);
    const readers = (visible?.recipients ?? []).filter(
      (member) => visible && readingOf(member, visible.head).readSeq >= message.seq,
    );
    const page = forwardPage(readers, memberKey, {
      size: pageSize(first, "first"),
      after: after ? String(this.cursors.decode(list, after, "after")[0]) : null,
    });
    const keys = new Map(page.items.map((row) => [row.userId.toHexString(), memberKey(row)]));
    const users = await Promise.all(
      [...keys.keys()].map((id) => context.loaders.get(userById).load(id)),
    );
    const cursorOf = (key: string): string => this.cursors.encode(list, [key]);
    return connectionOf({ ...page, items: users }, ({ _id }) =>
      cursorOf(keys.get(_id.toHexString()) ?? ""),
    );
  }
}

async function visibleRecipients(
  message: Message,
  context: Context,
): Promise<{ recipients: Membership[]; head: LogHead } | null> {
  if (context.service && !context.viewer) return null;
  const { userId: viewerId } = requireViewer(context);
  const { conversationId } = message;
  const view = await context.loaders.get(memberViewOf).load({ conversationId, userId: viewerId });
  if (!view) return null;
  const members = await context.loaders.get(membersOf).load(conversationId.toHexString());
  const recipients = recipientsOf(message, members);
  const shown = await Promise.all(
    recipients.map(async ({ userId: ownerId }) =>
      ownerId.equals(viewerId)
        ? true
        : context.loaders.get(receiptsVisible).load({ viewerId, ownerId }),
    ),
  );
  return { recipients: recipients.filter((_, at) => shown[at]), head: view.head };
}
