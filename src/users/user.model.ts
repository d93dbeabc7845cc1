import { index, prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../graphql/node.js";

export enum Role {
  USER = "USER",
  ADMIN = "ADMIN",
  SUPER_ADMIN = "SUPER_ADMIN",
}
registerEnumType(Role, { name: "Role", description: "What an account may do on this server." });

export enum Gender {
  MALE = "MALE",
  FEMALE = "FEMALE",
  UNSPECIFIED = "UNSPECIFIED",
}
registerEnumType(Gender, { name: "Gender" });

export enum AuthProvider {
  APPLICATION = "APPLICATION",
  GOOGLE = "GOOGLE",
}
registerEnumType(AuthProvider, { name: "AuthProvider", description: "How the account was made." });

/** What everybody may read of a person has a @Field; everything else is read by its owner alone. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A person, as others see them.",
})
@index({ email: 1 }, { unique: true, partialFilterExpression: { email: { $type: "string" } } })
export class User extends Node {
  @Field(() => String, { description: "The name that the person chose." })
  @prop({ type: () => String, required: true })
  name!: string;

  /** Shown through a resolver, because a block hides it. */
  @prop({ type: () => String })
  bio?: string | null;

  @Field(() => Date, { description: "When the account was made." })
  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  /** Lower-case ASCII; absent once the account is deleted, so that the address is free again. */
  @prop({ type: () => String })
  email?: string;

  @prop({ type: () => String, select: false })
  passwordHash?: string;

  @prop({ type: () => String, enum: Gender, default: Gender.UNSPECIFIED })
  gender!: Gender;

  @prop({ type: () => String, enum: Role, default: Role.USER })
  role!: Role;

  @prop({ type: () => String, enum: AuthProvider, default: AuthProvider.APPLICATION })
  provider!: AuthProvider;

  /** Null until the e-mailed code came back: such an account cannot log in. */
  @prop({ type: () => Date })
  confirmedAt?: Date | null;
}

export type UserId = Types.ObjectId;
