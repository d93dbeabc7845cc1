import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { parseId } from "../../platform/core/id.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import type { Limits } from "../../platform/limits/limits.js";
import { User } from "../users/user.model.js";
import { answer, remove, setBlocked, type Act } from "./contact.js";
import type { ContactService } from "./contact.service.js";

const OTHER = "Somebody else; NOT_FOUND for an account that is not confirmed or is erased.";
const ANY_OTHER = "Somebody else, erased accounts included.";

@Resolver()
export class ContactResolver {
  constructor(
    private readonly contacts: ContactService,
    private readonly limits: Limits,
  ) {}

  @Mutation(() => User, {
    description:
      "Asks to become contacts. Where the other person has asked already, both are contacts at once. FORBIDDEN for bots. RATE_LIMITED after five requests to one person in a day.",
  })
  async sendContactRequest(
    @Arg("userId", () => ID, { description: OTHER }) userId: string,
    @Ctx() context: Context,
  ): Promise<User> {
    const from = requireViewer(context).userId.toHexString();
    const to = parseId(userId, "user").toHexString();
    // First what one person asks another for: a single one cannot use up what is there for all.
    await this.limits.take("requestsByOne", `${from}:${to}`);
    await this.limits.take("requestsReceived", to);
    return this.contacts.request(requireViewer(context).userId, userId);
  }

  @Mutation(() => User, { description: "Answers a request that the viewer has received." })
  answerContactRequest(
    @Arg("userId", () => ID, { description: OTHER }) userId: string,
    @Arg("accept", () => Boolean, {
      description: "False: the request is gone, and the other may ask again.",
    })
    accept: boolean,
    @Ctx() context: Context,
  ): Promise<User> {
    return this.act(context, userId, answer(accept));
  }

  @Mutation(() => User, { description: "Ends the contact, or takes back the viewer's request." })
  removeContact(
    @Arg("userId", () => ID, { description: ANY_OTHER }) userId: string,
    @Ctx() context: Context,
  ): Promise<User> {
    return this.act(context, userId, remove, "erased");
  }

  @Mutation(() => User, {
    description:
      "While a block stands, neither of the two can write to the other, ask to become contacts, or see presence and profile of the other. Blocking ends a contact.",
  })
  setBlocked(
    @Arg("userId", () => ID, { description: ANY_OTHER }) userId: string,
    @Arg("blocked", () => Boolean, {
      description: "False: takes the viewer's block back; one by the other stays.",
    })
    blocked: boolean,
    @Ctx() context: Context,
  ): Promise<User> {
    return this.act(context, userId, setBlocked(blocked), "erased");
  }

  private act(context: Context, otherId: string, act: Act, even?: "erased"): Promise<User> {
    return this.contacts.act(requireViewer(context).userId, otherId, act, even);
  }
}
