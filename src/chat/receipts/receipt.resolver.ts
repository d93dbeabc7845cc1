import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import { OWN_CONVERSATION } from "../conversations/conversation.types.js";
import { Membership } from "../membership/membership.model.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import type { ReceiptService } from "./receipt.service.js";

@Resolver()
export class ReceiptResolver {
  constructor(private readonly receipts: ReceiptService) {}

  @Mutation(() => Membership, {
    description:
      "Never goes back and never past the newest message. Read implies delivered. BLOCKED in a direct conversation whose other has blocked the viewer.",
  })
  markRead(
    @Arg("conversationId", () => ID, { description: OWN_CONVERSATION }) id: string,
    @Arg("seq", () => Int, { description: "Of the newest message read." }) seq: number,
    @Ctx() context: Context,
  ): Promise<Membership> {
    return this.receipts.markRead(requireViewer(context).userId, id, seq);
  }

  @Mutation(() => Membership, {
    description: "Never goes back and never past the newest message. BLOCKED as `markRead` is.",
  })
  markDelivered(
    @Arg("conversationId", () => ID, { description: OWN_CONVERSATION }) id: string,
    @Arg("seq", () => Int, { description: "Of the newest message received." }) seq: number,
    @Ctx() context: Context,
  ): Promise<Membership> {
    return this.receipts.markDelivered(requireViewer(context).userId, id, seq);
  }
}
