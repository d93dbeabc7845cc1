import { Field, Int, ObjectType, Query, registerEnumType, Resolver } from "type-graphql";
import { ErrorCode } from "../errors.js";

export enum Feature {
  GOOGLE_LOGIN = "GOOGLE_LOGIN",
  PHONE_LOGIN = "PHONE_LOGIN",
  TWO_FACTOR = "TWO_FACTOR",
  EMAIL_DIGEST = "EMAIL_DIGEST",
  DIRECT_UPLOAD = "DIRECT_UPLOAD",
}
registerEnumType(Feature, { name: "Feature", description: "What this server has switched on." });
registerEnumType(ErrorCode, {
  name: "ErrorCode",
  description: "What `extensions.code` of an error can be.",
});

@ObjectType("Limits", { simpleResolvers: true })
export class ServerLimits {
  @Field(() => Int)
  messageMaxChars!: number;

  @Field(() => Int)
  attachmentsPerMessage!: number;

  @Field(() => Int)
  uploadMaxBytes!: number;

  @Field(() => [String])
  uploadMimeTypes!: readonly string[];

  @Field(() => Int)
  pageSizeMax!: number;

  @Field(() => Int)
  groupMaxMembers!: number;

  @Field(() => Int)
  editWindowSeconds!: number;

  @Field(() => Int, { description: "Above it conversationEvents says ResyncRequired." })
  replayMaxMessages!: number;

  @Field(() => Int)
  typingTtlMs!: number;

  @Field(() => Int)
  presenceTtlMs!: number;

  @Field(() => Int)
  accessTokenTtlSeconds!: number;

  @Field(() => Int, { description: "Slides with each refresh." })
  refreshTokenTtlSeconds!: number;

  @Field(() => Int)
  codeTtlSeconds!: number;

  @Field(() => Int)
  codeLength!: number;

  @Field(() => Int)
  maxQueryDepth!: number;

  @Field(() => Int)
  maxQueryCost!: number;
}

@ObjectType({ simpleResolvers: true, description: "What a client needs to know at start-up." })
export class ServerInfo {
  @Field(() => String)
  version!: string;

  @Field(() => Date, { description: "The server's clock." })
  time!: Date;

  @Field(() => ServerLimits)
  limits!: ServerLimits;

  @Field(() => [Feature])
  features!: readonly Feature[];

  @Field(() => [ErrorCode])
  errorCodes!: readonly ErrorCode[];
}

@Resolver()
export class ServerInfoResolver {
  constructor(private readonly info: Pick<ServerInfo, "version" | "limits" | "features">) {}

  @Query(() => ServerInfo)
  serverInfo(): ServerInfo {
    return { ...this.info, time: new Date(), errorCodes: Object.values(ErrorCode) };
  }
}
