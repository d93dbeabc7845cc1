import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { badInput } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import type { SessionEndingService } from "./session-ending.service.js";
import type { SessionCheckService } from "../sessions/session-check.service.js";
import { Session } from "../sessions/session.model.js";
import type { SessionService } from "../sessions/session.service.js";

const PASSWORD =
  "INVALID_CREDENTIALS where it is wrong. Null: the login of this session must be of the last ten minutes (REAUTH_REQUIRED).";

@Resolver(() => Session)
export class SessionResolver {
  constructor(
    private readonly sessions: SessionService,
    private readonly endings: SessionEndingService,
    private readonly checks: SessionCheckService,
  ) {}

  @FieldResolver(() => Boolean, { description: "Whether it is the one that asks." })
  isCurrent(@Root() { _id }: Session, @Ctx() { viewer }: Context): boolean {
    return viewer?.sessionId.equals(_id) ?? false;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The name of the identity provider that opened it; null: none did.",
  })
  provider(@Root() { openedBy }: Session): string | null {
    return openedBy?.provider ?? null;
  }

  @Mutation(() => Boolean, { description: "Ends this session; its sockets are closed." })
  logout(@Ctx() context: Context): Promise<boolean> {
    const { sessionId, userId } = requireViewer(context);
    return this.sessions.end({ _id: sessionId, userId });
  }

  @Mutation(() => Boolean, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Ends one of the viewer's sessions; its sockets are closed. Another one than this needs the password, or a login of the last ten minutes.",
  })
  async revokeSession(
    @Arg("id", () => ID, { description: "Of `Viewer.sessions`: NOT_FOUND for those of others." })
    id: string,
    @Arg("password", () => String, { nullable: true, description: PASSWORD })
    password: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.endings.revoke(requireViewer(context), id, password ?? null);
    return true;
  }

  @Mutation(() => Boolean, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Ends all of the viewer's sessions but this one, and the logins that are under way. Needs the password, or a login of the last ten minutes.",
  })
  async revokeOtherSessions(
    @Arg("password", () => String, { nullable: true, description: PASSWORD })
    password: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.endings.revokeOthers(requireViewer(context), password ?? null);
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
      throw badInput(
        "accessToken",
        "Only an open socket can be renewed: send a request with the new token instead.",
      );
    return context.renew(await this.checks.renew(requireViewer(context), accessToken));
  }
}
