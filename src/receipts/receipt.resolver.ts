import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import { Membership } from "../conversations/membership.model.js";
import { requireViewer, type Context } from "../graphql/context.js";
import type { ReceiptService } from "./receipt.service.js";

@Resolver()
export class ReceiptResolver {
  constructor(private readonly receipts: ReceiptService) {}

  @Mutation(() => Membership, {
    description: "Never goes back and never past the newest message. Read implies delivered.",
  })
  markRead(
    @Arg("conversationId", () => ID) id: string,
    @Arg("seq", () => Int) seq: number,
    @Ctx() context: Context,
  ): Promise<Membership> {
    return this.receipts.markRead(requireViewer(context).userId, id, seq);
  }

  @Mutation(() => Membership, { description: "Never goes back and never past the newest message." })
  markDelivered(
    @Arg("conversationId", () => ID) id: string,
    @Arg("seq", () => Int) seq: number,
    @Ctx() context: Context,
  ): Promise<Membership> {
    return this.receipts.markDelivered(requireViewer(context).userId, id, seq);
  }
}
