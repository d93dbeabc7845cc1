import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { LimitScope } from "../../platform/limits/quotas.js";

export enum BudgetUnit {
  CALLS = "CALLS",
  BYTES = "BYTES",
  MICROSECONDS = "MICROSECONDS",
}
registerEnumType(BudgetUnit, {
  name: "BudgetUnit",
  description: "What a budget counts.",
  valuesConfig: {
    CALLS: { description: "How often something is done, or how many people it is done to." },
    BYTES: { description: "Of files." },
    MICROSECONDS: {
      description: "Of work on one core, as it is estimated before an operation is executed.",
    },
  },
});
registerEnumType(LimitScope, {
  name: "BudgetScope",
  description: "Whose budget it is.",
  valuesConfig: {
    NETWORK: {
      description: "Of an IPv4 address or the /64 of an IPv6 address; four times as much of a /48.",
    },
    USER: { description: "Of whoever is signed in, on all devices together." },
    ACCOUNT: { description: "Of an account that is asked for, from one network." },
    RECIPIENT: { description: "Of whoever gets it, from all others together." },
    PAIR: { description: "Of one person towards another." },
    SERVICE_KEY: { description: "Of a service key, whoever it acts for." },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    "How much may be done in a window, which begins with the first of it. Above it is RATE_LIMITED with `retryAfterMs`.",
})
export class Budget {
  @Field(() => String, {
    description: "Its name, also in the headers RateLimit and RateLimit-Policy of HTTP answers.",
  })
  name!: string;

  @Field(() => LimitScope, { description: "Whose it is." })
  scope!: LimitScope;

  @Field(() => Float, { description: "How much there is in a window, in `unit`." })
  max!: number;

  @Field(() => BudgetUnit, { description: "What is counted." })
  unit!: BudgetUnit;

  @Field(() => Int, { description: "How long a window is." })
  windowSeconds!: number;
}

@ObjectType("Limits", {
  simpleResolvers: true,
  description: "The very numbers that this server enforces.",
})
export class ServerLimits {
  @Field(() => Int, { description: "Of the body of a message, in Unicode characters." })
  messageMaxChars!: number;

  @Field(() => Int, { description: "How many files a message takes." })
  attachmentsPerMessage!: number;

  @Field(() => Int, { description: "Of one file." })
  uploadMaxBytes!: number;

  @Field(() => [String], { description: "What files can be, by their first bytes." })
  uploadMimeTypes!: readonly string[];

  @Field(() => Int, { description: "Of `first` and `last`, and of the ids of `nodes`." })
  pageSizeMax!: number;

  @Field(() => Int, { description: "Of a group, its owner included." })
  groupMaxMembers!: number;

  @Field(() => Int, { description: "How long after sending a message can be edited." })
  editWindowSeconds!: number;

  @Field(() => Int, { description: "Above it conversationEvents says ResyncRequired." })
  replayMaxMessages!: number;

  @Field(() => Int, { description: "How long `setTyping` holds unless it is repeated." })
  typingTtlMs!: number;

  @Field(() => Int, {
    description: "How long somebody can still be shown as there whose server died.",
  })
  presenceTtlMs!: number;

  @Field(() => Int, { description: "From issue to expiry." })
  accessTokenTtlSeconds!: number;

  @Field(() => Int, { description: "Slides with each refresh." })
  refreshTokenTtlSeconds!: number;

  @Field(() => Int, { description: "Of a mailed code." })
  codeTtlSeconds!: number;

  @Field(() => Int, { description: "Of a mailed code, in digits." })
  codeLength!: number;

  @Field(() => Int, { description: "How deep an operation nests; deeper is QUERY_TOO_COMPLEX." })
  maxQueryDepth!: number;

  @Field(() => Int, {
    description:
      "What an operation costs at most: an object 1, a page its size times what an entry costs.",
  })
  maxQueryCost!: number;

  @Field(() => [Budget], { description: "How much may be done in a time, by whom." })
  budgets!: readonly Budget[];
}
