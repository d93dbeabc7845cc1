import { Query, Resolver } from "type-graphql";
import { ErrorCode } from "../../platform/core/errors.js";
import { ServerInfo } from "./server-info.types.js";

@Resolver()
export class ServerInfoResolver {
  constructor(
    private readonly info: Pick<
      ServerInfo,
      "version" | "limits" | "features" | "identityProviders" | "push"
    >,
  ) {}

  @Query(() => ServerInfo, { description: "Needs no sign-in." })
  serverInfo(): ServerInfo {
    return { ...this.info, time: new Date(), errorCodes: Object.values(ErrorCode) };
  }
}
