import { Field, ObjectType } from "type-graphql";
import { Node } from "../graphql/node.js";
import { EmailAddress } from "../graphql/scalars.js";
import { AuthProvider, Gender, Role, User } from "./user.model.js";

@ObjectType("Viewer", {
  implements: Node,
  simpleResolvers: true,
  description: "The signed-in account, with what its owner alone may read.",
})
export class Account extends Node {
  @Field(() => User, { description: "The account as others see it." })
  user!: User;

  @Field(() => EmailAddress)
  email!: string;

  @Field(() => Gender)
  gender!: Gender;

  @Field(() => Role)
  role!: Role;

  @Field(() => AuthProvider)
  provider!: AuthProvider;
}

export function accountOf(user: User): Account {
  const { _id, email = "", gender, role, provider } = user;
  const id: string = _id.toHexString();
  return { id, _id, user, email, gender, role, provider };
}
