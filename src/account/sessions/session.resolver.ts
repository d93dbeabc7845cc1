import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { badInput } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { Session } from "./session.model.js";
import type { SessionService } from "./session.service.js";

@Resolver(() => Session)
export class SessionResolver {
  constructor(private readonly sessions: SessionService) {}

  @FieldResolver(() => Boolean, { description: "Whether it is the one that asks." })
  isCurrent(@Root() { _id }: Session, @Ctx() { viewer }: Context): boolean {
    return viewer?.sessionId.equals(_id) ?? false;
  }

  @Mutation(() => Boolean, { description: "Ends this session; its sockets are closed." })
  logout(@Ctx() context: Context): Promise<boolean> {
    const { sessionId, userId } = requireViewer(context);
    return this.sessions.end({ _id: sessionId, userId });
  }

  @Mutation(() => Boolean, {
    description: "Ends one of the viewer's sessions; its sockets are closed.",
  })
  async revokeSession(
    @Arg("id", () => ID, { description: "Of `Viewer.sessions`: NOT_FOUND for those of others." })
    id: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.sessions.revoke(requireViewer(context).userId, id);
    return true;
  }

  @Mutation(() => Boolean, { description: "Ends all of the viewer's sessions but this one." })
  async revokeOtherSessions(@Ctx() context: Context): Promise<boolean> {
    const { userId, sessionId } = requireViewer(context);
    await this.sessions.endAll(userId, sessionId);
    return true;
  }

  @Mutation(() => Date, {
    description:
      "On an open socket: renews it without dropping a subscription. Takes a younger access token of the same session, without its scheme, and answers when that expires.",
  })
  async reauthenticate(
    @Arg("accessToken", () => String, { description: "As `refresh` has answered it." })
    accessToken: string,
    @Ctx() context: Context,
  ): Promise<Date> {
    if (!context.renew)
      throw badInput("accessToken", "Only a socket is renewed; a request carries its token.");
    return context.renew(await this.sessions.renew(requireViewer(context), accessToken));
  }
}
