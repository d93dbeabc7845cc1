import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { Types } from "mongoose";
import { connectionTypes } from "../../api/graphql/connection.js";
import { EmailAddress } from "../../api/graphql/scalars.js";
import { Role } from "../../platform/core/role.js";
import { User } from "../../people/users/user.model.js";

export enum AccountState {
  ACTIVE = "ACTIVE",
  SUSPENDED = "SUSPENDED",
  DEACTIVATED = "DEACTIVATED",
  ERASED = "ERASED",
}
registerEnumType(AccountState, {
  name: "AccountState",
  description: "Whether an account can be used.",
  valuesConfig: {
    ACTIVE: { description: "It can." },
    SUSPENDED: { description: "An administrator keeps its owner out, for a while or for good." },
    DEACTIVATED: { description: "The app keeps its owner out: see `setAccountActive`." },
    ERASED: { description: "It is gone; its id stays." },
  },
});

@ObjectType("Account", {
  simpleResolvers: true,
  description: "An account, as those see it who look after the server.",
})
export class AccountEntry {
  readonly _id!: Types.ObjectId;

  @Field(() => User, { description: "The account as others see it." })
  user!: User;

  @Field(() => EmailAddress, { nullable: true, description: "Null: it has none." })
  email!: string | null;

  @Field(() => Role, { description: "What it may do on this server." })
  role!: Role;

  @Field(() => AccountState, { description: "Whether it can be used." })
  state!: AccountState;

  @Field(() => Date, {
    nullable: true,
    description: "The end of its suspension. Null: it is not suspended, or without end.",
  })
  suspendedUntil!: Date | null;

  @Field(() => Date, { description: "When it was made." })
  createdAt!: Date;
}

const types = connectionTypes(AccountEntry, "Account");
export const AccountConnection = types.Connection;
export type AccountConnection = InstanceType<typeof AccountConnection>;
