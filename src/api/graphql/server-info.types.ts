import { Field, ObjectType, registerEnumType } from "type-graphql";
import { PushKind } from "../../platform/core/push.js";
import { ErrorCode } from "../../platform/core/errors.js";
import { errorCodes } from "./error-codes.js";
import { ServerLimits } from "./server-limits.types.js";

export enum Feature {
  GOOGLE_LOGIN = "GOOGLE_LOGIN",
  PASSWORD_LOGIN = "PASSWORD_LOGIN",
  PHONE_LOGIN = "PHONE_LOGIN",
  SIGNUP = "SIGNUP",
  TWO_FACTOR = "TWO_FACTOR",
  PASSKEYS = "PASSKEYS",
  EMAIL_DIGEST = "EMAIL_DIGEST",
  DIRECT_UPLOAD = "DIRECT_UPLOAD",
}
registerEnumType(Feature, {
  name: "Feature",
  description: "What this server has switched on.",
  valuesConfig: {
    GOOGLE_LOGIN: { description: "`loginWithGoogle`: the server has a client id of Google's." },
    PASSWORD_LOGIN: {
      description:
        "People log in here by themselves. Without it `login` is for administrators alone, and `requestPasswordReset` for nobody.",
    },
    SIGNUP: { description: "`signup`: for everybody, or for whom the operator admits." },
    PHONE_LOGIN: { description: "`login` takes a phone number as well." },
    TWO_FACTOR: { description: "`beginTwoFactor`." },
    PASSKEYS: {
      description: "`beginPasskey`, `loginWithPasskey`: the server knows where it is reached.",
    },
    EMAIL_DIGEST: { description: "Mails to whoever is away and has unread messages." },
    DIRECT_UPLOAD: { description: "`createUploadTicket`." },
  },
});
registerEnumType(ErrorCode, {
  name: "ErrorCode",
  description:
    "What `extensions.code` of an error can be. Where they help, `field`, `limit`, `retryAfterMs` and `requestId` stand beside it.",
  valuesConfig: errorCodes,
});

@ObjectType("IdentityProvider", {
  simpleResolvers: true,
  description: "Whose tokens `exchangeToken` takes.",
})
export class IdentityProviderInfo {
  @Field(() => String, { description: "As the list of sessions names it." })
  name!: string;

  @Field(() => String, { description: "For people." })
  label!: string;

  @Field(() => String, { description: "For `exchangeToken`, as it is written here." })
  issuer!: string;

  @Field(() => String, {
    nullable: true,
    description: "The page on which people sign in to it; null: the operator has named none.",
  })
  signInUrl!: string | null;
}

registerEnumType(PushKind, {
  name: "PushKind",
  description: "Through whose service a device is told while its app is closed.",
  valuesConfig: {
    WEB: { description: "That of its browser." },
    FCM: { description: "Firebase Cloud Messaging." },
    APNS: { description: "Apple's, by a token of the device." },
    EXPO: { description: "Expo's." },
  },
});

@ObjectType({ simpleResolvers: true, description: "How devices are told while the app is closed." })
export class PushInfo {
  @Field(() => [PushKind], { description: "What `registerPushTarget` takes." })
  kinds!: readonly PushKind[];

  @Field(() => String, {
    nullable: true,
    description: "`applicationServerKey` of a browser's subscription; null without WEB.",
  })
  vapidPublicKey!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "What a client needs to know at start-up." })
export class ServerInfo {
  @Field(() => String, { description: "Of the server, as in its package.json." })
  version!: string;

  @Field(() => Date, { description: "The server's clock." })
  time!: Date;

  @Field(() => ServerLimits, { description: "What a client can check before it asks." })
  limits!: ServerLimits;

  @Field(() => [Feature], { description: "What a client can offer." })
  features!: readonly Feature[];

  @Field(() => [IdentityProviderInfo], { description: "Who signs people in beside this server." })
  identityProviders!: readonly IdentityProviderInfo[];

  @Field(() => PushInfo, { description: "How devices are told while the app is closed." })
  push!: PushInfo;

  @Field(() => [ErrorCode], { description: "All of them, for clients that are not generated." })
  errorCodes!: readonly ErrorCode[];
}
