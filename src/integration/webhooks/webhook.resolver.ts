import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { AdministrationService } from "../../account/administration/administration.service.js";
import { actorOf, requireViewer, type Context } from "../../api/graphql/context.js";
import { ForServices, ForServicesAlone } from "../../api/graphql/for-services.js";
import { Role } from "../../platform/core/role.js";
import { Scope } from "../../platform/core/service.js";
import { ServerEventType } from "../server-events/server-event-type.model.js";
import type { WebhookService } from "./webhook.service.js";
import { Webhook, WebhookCreated } from "./webhook.types.js";

const LIST_COST = 200;
const ID_OF = "Of `webhooks`: NOT_FOUND where there is none.";

@Resolver(() => Webhook)
export class WebhookResolver {
  constructor(
    private readonly service: WebhookService,
    private readonly administration: Pick<AdministrationService, "require">,
  ) {}

  @ForServices(Scope.WEBHOOKS_WRITE)
  @Query(() => [Webhook], {
    complexity: LIST_COST,
    description: "For services and SUPER_ADMIN: all that there are, the oldest first, at most 50.",
  })
  async webhooks(@Ctx() context: Context): Promise<Webhook[]> {
    if (actorOf(context))
      await this.administration.require(requireViewer(context), Role.SUPER_ADMIN);
    return this.service.list();
  }

  @ForServicesAlone(Scope.WEBHOOKS_WRITE)
  @Mutation(() => WebhookCreated, {
    description:
      "For services. From now on each event of these types is posted to that URL, signed after Standard Webhooks: in order within a conversation, and until it is answered by a status of 2xx within 15 seconds. LIMIT_REACHED above 50 webhooks.",
  })
  createWebhook(
    @Arg("url", () => String, {
      description:
        "By https, to an address that is public when something is sent: no redirect is followed. WEBHOOK_ALLOW_PRIVATE allows others.",
    })
    url: string,
    @Arg("types", () => [ServerEventType], { description: "At least one." })
    types: ServerEventType[],
  ): Promise<WebhookCreated> {
    return this.service.create(url, types);
  }

  @ForServicesAlone(Scope.WEBHOOKS_WRITE)
  @Mutation(() => Webhook, {
    description:
      "For services. Nothing more is sent until it is resumed, by any node, and nothing is lost. What was under way already may still arrive, for 15 seconds at most.",
  })
  pauseWebhook(@Arg("id", () => ID, { description: ID_OF }) id: string): Promise<Webhook> {
    return this.service.pause(id, true);
  }

  @ForServicesAlone(Scope.WEBHOOKS_WRITE)
  @Mutation(() => Webhook, {
    description: "For services. What happened meanwhile is sent first.",
  })
  resumeWebhook(@Arg("id", () => ID, { description: ID_OF }) id: string): Promise<Webhook> {
    return this.service.pause(id, false);
  }

  @ForServicesAlone(Scope.WEBHOOKS_WRITE)
  @Mutation(() => WebhookCreated, {
    description: "For services. The secret of before signs beside the new one for 24 hours.",
  })
  rotateWebhookSecret(
    @Arg("id", () => ID, { description: ID_OF }) id: string,
  ): Promise<WebhookCreated> {
    return this.service.rotateSecret(id);
  }

  @ForServicesAlone(Scope.WEBHOOKS_WRITE)
  @Mutation(() => Webhook, {
    description:
      "For services. What was written since then is sent once more, as it is now and with the same ids; what still waits is not left out.",
  })
  replayWebhook(
    @Arg("id", () => ID, { description: ID_OF }) id: string,
    @Arg("from", () => Date, { description: "Not in the future." }) from: Date,
  ): Promise<Webhook> {
    return this.service.replay(id, from);
  }

  @ForServicesAlone(Scope.WEBHOOKS_WRITE)
  @Mutation(() => Boolean, { description: "For services. Nothing is sent to it any more." })
  async deleteWebhook(@Arg("id", () => ID, { description: ID_OF }) id: string): Promise<boolean> {
    await this.service.remove(id);
    return true;
  }
}
