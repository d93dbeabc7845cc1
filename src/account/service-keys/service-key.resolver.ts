import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { Role } from "../../platform/core/role.js";
import { Scope } from "../../platform/core/service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { AdministrationService } from "../administration/administration.service.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import { ServiceKey } from "./service-key.model.js";
import type { ServiceKeyService } from "./service-key.service.js";
import { ServiceKeyCreated } from "./service-key.types.js";

@Resolver()
export class ServiceKeyResolver {
  constructor(
    private readonly keys: ServiceKeyService,
    private readonly administration: AdministrationService,
    private readonly reauthentication: Reauthentication,
  ) {}

  @Query(() => [ServiceKey], {
    complexity: ({ childComplexity }) => 1 + 200 * childComplexity,
    description: "For SUPER_ADMIN: those that were not revoked, the oldest first.",
  })
  async serviceKeys(@Ctx() context: Context): Promise<ServiceKey[]> {
    await this.superAdmin(context);
    return this.keys.list();
  }

  @Mutation(() => ServiceKeyCreated, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "For SUPER_ADMIN, with the password or a login of the last ten minutes. LIMIT_REACHED above 200 keys.",
  })
  async createServiceKey(
    @Arg("name", () => String, { description: "For the audit: 1 to 100 characters." }) name: string,
    @Arg("scopes", () => [Scope], { description: "What it may do: at least one." })
    scopes: Scope[],
    @Arg("expiresAt", () => Date, {
      nullable: true,
      description: "In the future; null: it is good until it is revoked.",
    })
    expiresAt: Date | null | undefined,
    @Arg("networks", () => [String], {
      nullable: true,
      description: "At most 20 addresses, or networks in CIDR notation. Null: from anywhere.",
    })
    networks: string[] | null | undefined,
    @Arg("password", () => String, {
      nullable: true,
      description:
        "INVALID_CREDENTIALS where it is wrong. Null: the login must be of the last ten minutes (REAUTH_REQUIRED).",
    })
    password: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<ServiceKeyCreated> {
    const by = await this.superAdmin(context);
    if (typeof password === "string") await this.reauthentication.byPassword(by.userId, password);
    else await this.reauthentication.byRecentLogin(by);
    const fresh = { name, scopes, expiresAt: expiresAt ?? null, networks: networks ?? [] };
    return this.keys.create(by.userId, fresh);
  }

  @Mutation(() => Boolean, {
    description: "For SUPER_ADMIN. Sockets that were opened by it are closed at once.",
  })
  async revokeServiceKey(
    @Arg("id", () => ID, { description: "Of `serviceKeys`: NOT_FOUND where there is none." })
    id: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    const { userId } = await this.superAdmin(context);
    await this.keys.revoke(userId, id);
    return true;
  }

  private async superAdmin(context: Context): Promise<Viewer> {
    const viewer = requireViewer(context);
    await this.administration.require(viewer, Role.SUPER_ADMIN);
    return viewer;
  }
}
