import { GraphQLURL } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "A smaller WebP copy of a picture." })
export class Thumbnail {
  @Field(() => Int)
  width!: number;

  @Field(() => Int)
  height!: number;

  @Field(() => GraphQLURL, { description: "Signed like the `url` of its attachment." })
  url!: string;
}

@ObjectType({ simpleResolvers: true })
export class UploadField {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "An invitation to send one file past this API. Without `fields` PUT it to `uploadUrl` as it is; else POST a form to there: the fields, then the file as `file`. Then call completeUpload.",
})
export class UploadTicket {
  @Field(() => ID)
  attachmentId!: string;

  @Field(() => GraphQLURL)
  uploadUrl!: string;

  @Field(() => [UploadField])
  fields!: readonly UploadField[];

  @Field(() => Int)
  maxBytes!: number;

  @Field(() => Date)
  expiresAt!: Date;
}
