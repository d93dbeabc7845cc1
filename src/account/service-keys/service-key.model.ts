import { prop } from "@typegoose/typegoose";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";
import { Scope } from "../../platform/core/service.js";

registerEnumType(Scope, {
  name: "Scope",
  description: "What a service key may do.",
  valuesConfig: {
    USERS_READ: {
      description:
        "See people, whoever has blocked whom, and their accounts: address, state and sessions.",
    },
    USERS_WRITE: {
      description: "Bring the app's users in, change, deactivate and erase accounts.",
    },
    TOKENS_ISSUE: { description: "Open and end sessions of people who are no administrators." },
    ACT_AS: {
      description: "Do in the name of a person who is no administrator what that person may do.",
    },
    CONVERSATIONS_READ: { description: "Read every conversation, with its members and messages." },
    CONVERSATIONS_WRITE: {
      description:
        "Make conversations, and say of every one what its owner may: name, members, roles and metadata.",
    },
    MESSAGES_WRITE: {
      description: "Register types of messages, and change the metadata of every message.",
    },
    EVENTS_READ: {
      description: "Follow by `serverEvents` what happens in every conversation.",
    },
    WEBHOOKS_WRITE: {
      description: "Make, change and see webhooks, by which it is told of every conversation.",
    },
  },
});

/** A key of a backend. Of its secret only a hash is kept. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A key by which a backend asks: `Authorization: Server <secret>`.",
})
export class ServiceKey extends Node {
  @Field(() => String, { description: "What the audit calls it." })
  @prop({ type: () => String, required: true })
  name!: string;

  @Field(() => [Scope], { description: "What it may do, and nothing else." })
  @prop({ type: () => [String], required: true })
  scopes!: Scope[];

  @Field(() => [String], {
    description: "From where it is good, as addresses or in CIDR notation; empty: from anywhere.",
  })
  @prop({ type: () => [String], required: true })
  networks!: string[];

  @Field(() => Date, { description: "When it was made." })
  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "From when on it is no good; null: never." })
  @prop({ type: () => Date })
  expiresAt?: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When it was last good for something, to the minute; null: not yet.",
  })
  @prop({ type: () => Date })
  lastUsedAt?: Date | null;

  @prop({ type: () => String, required: true })
  hash!: string;
}
