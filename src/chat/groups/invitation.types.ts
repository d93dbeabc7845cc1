import { Field, ID, Int, ObjectType } from "type-graphql";
import { connectionTypes } from "../../api/graphql/connection.js";
import type { OpenInvitation } from "./open-invitations.js";

@ObjectType({
  simpleResolvers: true,
  description:
    "Somebody wants the viewer in a group. It goes when it is answered, and when who asked no longer runs the group.",
})
export class GroupInvitation {
  @Field(() => ID, { description: "The group: for `answerGroupInvitation`." })
  conversationId!: string;

  @Field(() => String, { description: "What the group is called." })
  name!: string;

  @Field(() => Int, { description: "How many people are in it." })
  memberCount!: number;

  @Field(() => Date, { description: "When the viewer was asked." })
  createdAt!: Date;

  readonly inviterId!: string;
}

export function invitationOf({
  invitation,
  conversation,
  memberCount,
}: OpenInvitation): GroupInvitation {
  const { inviterId, createdAt } = invitation;
  return {
    conversationId: conversation._id.toHexString(),
    name: conversation.name ?? "",
    ...{ memberCount, createdAt },
    inviterId: inviterId.toHexString(),
  };
}

const types = connectionTypes(GroupInvitation, "GroupInvitation");
export const GroupInvitationConnection = types.Connection;
export type GroupInvitationConnection = InstanceType<typeof GroupInvitationConnection>;
