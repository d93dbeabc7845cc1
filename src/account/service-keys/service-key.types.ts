import { Field, ObjectType } from "type-graphql";
import { ServiceKey } from "./service-key.model.js";

@ObjectType({ simpleResolvers: true, description: "A key that was just made." })
export class ServiceKeyCreated {
  @Field(() => ServiceKey, { description: "As it is listed." })
  key!: ServiceKey;

  @Field(() => String, {
    description:
      "Shown this once, and kept nowhere: `Authorization: Server <secret>` (PREFIX_FOR_SERVER).",
  })
  secret!: string;
}
