import { GraphQLURL } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "A smaller WebP copy of a picture." })
export class Thumbnail {
  @Field(() => Int, { description: "Pixels." })
  width!: number;

  @Field(() => Int, { description: "Pixels." })
  height!: number;

  @Field(() => GraphQLURL, { description: "Signed like the `url` of its attachment." })
  url!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: "One field of the form that goes with the file.",
})
export class UploadField {
  @Field(() => String, { description: "Of the form field." })
  name!: string;

  @Field(() => String, { description: "To be sent as it is." })
  value!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "An invitation to send one file past this API. Without `fields` PUT it to `uploadUrl` as it is; else POST a form to there: the fields, then the file as `file`. Then call completeUpload.",
})
export class UploadTicket {
  @Field(() => ID, { description: "For `completeUpload`, and then to name it." })
  attachmentId!: string;

  @Field(() => GraphQLURL, { description: "No access token is needed there." })
  uploadUrl!: string;

  @Field(() => [UploadField], { description: "Empty: PUT." })
  fields!: readonly UploadField[];

  @Field(() => Int, { description: "The size that the ticket was asked for." })
  maxBytes!: number;

  @Field(() => Date, { description: "One hour after the ticket was issued." })
  expiresAt!: Date;
}
