import type { Types } from "mongoose";
import { Field, ID, InterfaceType } from "type-graphql";

/** Stored documents are plain objects: whoever answers a Node says its type in `__typename`. */
@InterfaceType({
  description: "Anything with an id of its own.",
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: "Opaque, and unique over all types." })
  readonly id!: string;

  readonly _id!: Types.ObjectId;
}
