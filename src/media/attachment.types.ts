import { GraphQLURL } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "A smaller WebP copy of a picture." })
export class Thumbnail {
  @Field(() => Int)
  width!: number;

  @Field(() => Int)
  height!: number;

  @Field(() => GraphQLURL, { description: "Signed like the `url` of its attachment." })
  url!: string;
}
