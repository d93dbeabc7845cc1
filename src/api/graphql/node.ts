import type { Types } from "mongoose";
import { Extensions, Field, ID, InterfaceType } from "type-graphql";

/**
 * What the ids of a type begin with where its rows are another type's: an id is unique over all
 * types, so that a cache of objects by id never takes one for the other.
 */
export const ID_PREFIX = "idPrefix";

export function IdPrefix(prefix: string): ClassDecorator {
  return Extensions({ [ID_PREFIX]: prefix });
}

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
