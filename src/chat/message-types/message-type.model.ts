import { prop } from "@typegoose/typegoose";
import { Field, ObjectType } from "type-graphql";

/** What a message of an app's own kind holds. Every node reads it where it is needed. */
@ObjectType({
  simpleResolvers: true,
  description: "A kind of message of the app's own, such as `shop.order`.",
})
export class MessageType {
  /** Its name, so that there is one of each. */
  @prop({ type: () => String, required: true })
  readonly _id!: string;

  /** As the text of its JSON. */
  @prop({ type: () => String, required: true })
  readonly schema!: string;

  @Field(() => Boolean, {
    description: "Whether all members may patch the metadata of such a message: for polls.",
  })
  @prop({ type: () => Boolean, required: true })
  readonly membersMayPatch!: boolean;
}
