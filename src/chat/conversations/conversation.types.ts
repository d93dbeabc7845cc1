import { Field, InputType, Int, ObjectType } from "type-graphql";
import {
  type ConnectionOf,
  connectionTypes,
  type EdgeOf,
  EDGES,
  edgeType,
  NODES,
  PAGE,
  PAGE_INFO,
  PageInfo,
} from "../../api/graphql/connection.js";
import { frameCost } from "../../api/graphql/cost.js";
import { Conversation } from "../membership/conversation.model.js";
import { Membership, NotifyLevel } from "../membership/membership.model.js";

/** What is said of the arguments that name a conversation. */
export const OWN_CONVERSATION = "NOT_FOUND unless the viewer is a member.";
export const OWN_GROUP = `${OWN_CONVERSATION} FORBIDDEN for a direct conversation.`;
export const FOLLOWED =
  "Null: all conversations of the viewer, those joined later included. NOT_FOUND for one that the viewer is not in.";

const conversationTypes = connectionTypes(Conversation, "Conversation");
export const ConversationConnection = conversationTypes.Connection;
export type ConversationConnection = InstanceType<typeof ConversationConnection>;

const MembershipEdge = edgeType(Membership, "Membership");

@ObjectType({ simpleResolvers: true, description: PAGE })
export class MembershipConnection implements ConnectionOf<Membership> {
  @Field(() => [MembershipEdge], { description: EDGES, complexity: frameCost })
  edges!: EdgeOf<Membership>[];

  @Field(() => [Membership], {
    description: NODES,
  })
  nodes!: Membership[];

  @Field(() => PageInfo, { description: PAGE_INFO, complexity: frameCost })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: "How many members there are on all pages." })
  totalCount!: number;
}

@InputType({ description: "What is left out stays as it is." })
export class MembershipInput {
  @Field(() => NotifyLevel, { nullable: true, description: "What is mailed. Null: it stays." })
  notify?: NotifyLevel | null;

  @Field(() => Date, { nullable: true, description: "Null: not muted any longer." })
  mutedUntil?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True: into the archived list, and out of the unread counts. Null: it stays.",
  })
  archived?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Kept for the client. Null: it stays." })
  pinned?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True: out of both lists and the unread counts, until a message comes; false: among those that are not archived. Null: it stays.",
  })
  hidden?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Marks the conversation as unread from a message on, by its `seq`; `markRead` takes the mark away. It changes no count. Null: no mark.",
  })
  unreadFromSeq?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Clears the conversation for the viewer alone, up to and with a message, by its `seq`: in no list, no quote and no event is it shown to them any more, and it counts as read. Nobody else is told. BAD_USER_INPUT beyond the last message. Null: what is there is shown again.",
  })
  clearedSeq?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "What is not sent yet, at most as long as a message. Null or empty: nothing.",
  })
  draft?: string | null;
}
