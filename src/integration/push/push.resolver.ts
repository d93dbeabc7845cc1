import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { PushKind, PushPayload } from "../../platform/core/push.js";
import { Account } from "../../people/users/account.types.js";
import type { PushTargetService } from "./push-target.service.js";
import { PushTargetType, pushTargetOf, WebPushKeysInput } from "./push.types.js";

const LIST_COST = 20;

@Resolver(() => Account)
export class PushResolver {
  constructor(private readonly service: PushTargetService) {}

  @FieldResolver(() => [PushTargetType], {
    complexity: ({ childComplexity }) => LIST_COST * (1 + childComplexity),
    description: "The viewer's devices that are told of messages while the app is closed.",
  })
  async pushTargets(@Root() { _id }: Account): Promise<PushTargetType[]> {
    return (await this.service.list(_id)).map(pushTargetOf);
  }

  @Mutation(() => PushTargetType, {
    description:
      "From now on this device is told of messages while the viewer is away, until its session ends. A session has one target of each kind: another one takes its place. SERVICE_UNAVAILABLE for a kind that is not in `ServerInfo.push`, FORBIDDEN for services.",
  })
  async registerPushTarget(
    @Arg("kind", () => PushKind, { description: "Whose service gave the token." }) kind: PushKind,
    @Arg("token", () => String, {
      description:
        "What the service gave to the device: WEB: the `endpoint` of its subscription, which must be by https and public when something is sent.",
    })
    token: string,
    @Arg("keys", () => WebPushKeysInput, {
      nullable: true,
      description: "WEB alone, and needed there.",
    })
    keys: WebPushKeysInput | null | undefined,
    @Arg("payload", () => PushPayload, {
      nullable: true,
      description: "Null: as much as the operator allows, which is never exceeded.",
    })
    payload: PushPayload | null | undefined,
    @Ctx() context: Context,
  ): Promise<PushTargetType> {
    const wanted = { kind, token, keys: keys ?? null, payload: payload ?? null };
    return pushTargetOf(await this.service.register(sessionOf(context), wanted));
  }

  @Mutation(() => Boolean, { description: "Nothing is sent to it any more." })
  async removePushTarget(
    @Arg("id", () => ID, {
      description: "Of `Viewer.pushTargets`: NOT_FOUND for those of others.",
    })
    id: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await this.service.remove(requireViewer(context).userId, id);
    return true;
  }
}

/** Whoever acts for somebody has no device of theirs. */
function sessionOf(context: Context): Viewer {
  if (context.service)
    throw new AppError(ErrorCode.FORBIDDEN, "A device registers itself, by its own login.");
  return requireViewer(context);
}
