import { Field, InputType, Int, ObjectType } from "type-graphql";
import {
  connectionTypes,
  edgeType,
  PageInfo,
  type ConnectionOf,
  type EdgeOf,
} from "../graphql/connection.js";
import { Conversation } from "./conversation.model.js";
import { Membership, NotifyLevel } from "./membership.model.js";

const conversationTypes = connectionTypes(Conversation, "Conversation");
export const ConversationConnection = conversationTypes.Connection;
export type ConversationConnection = InstanceType<typeof ConversationConnection>;

const MembershipEdge = edgeType(Membership, "Membership");

@ObjectType({ simpleResolvers: true })
export class MembershipConnection implements ConnectionOf<Membership> {
  @Field(() => [MembershipEdge])
  edges!: EdgeOf<Membership>[];

  @Field(() => [Membership], {
    description: "The nodes of `edges`, for those who need no cursors.",
  })
  nodes!: Membership[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: "How many members there are on all pages." })
  totalCount!: number;
}

@InputType({ description: "What is left out stays as it is." })
export class MembershipInput {
  @Field(() => NotifyLevel, { nullable: true })
  notify?: NotifyLevel | null;

  @Field(() => Date, { nullable: true, description: "Null: not muted any longer." })
  mutedUntil?: Date | null;

  @Field(() => Boolean, { nullable: true })
  archived?: boolean | null;
}
