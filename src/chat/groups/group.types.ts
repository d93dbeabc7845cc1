import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "A new group." })
export class CreateGroupInput {
  @Field(() => ID, {
    description: "Chosen by the client for each group and kept over retries: one id, one group.",
  })
  clientConversationId!: string;

  @Field(() => String, { description: "1 to 100 characters." })
  name!: string;

  @Field(() => [ID], { description: "Beside the viewer, who becomes its owner." })
  memberIds!: string[];

  @Field(() => String, { nullable: true, description: "At most 500 characters." })
  description?: string | null;

  @Field(() => ID, { nullable: true, description: "Uploaded for the purpose GROUP_AVATAR." })
  avatarId?: string | null;
}

@InputType({ description: "What is left out stays as it is." })
export class UpdateConversationInput {
  @Field(() => String, {
    nullable: true,
    description: "1 to 100 characters. Null or empty: it stays.",
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Null or empty: none." })
  description?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Uploaded by the viewer for the purpose GROUP_AVATAR. Null: none.",
  })
  avatarId?: string | null;
}
