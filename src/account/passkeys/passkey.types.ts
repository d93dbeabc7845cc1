import { Field, InputType, ObjectType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";
import { WebAuthnJson } from "../../api/graphql/scalars.js";
import type { Passkey } from "./passkey.model.js";

export const CREDENTIAL = "The `PublicKeyCredential`, as its `toJSON()` gives it.";

/** Of every argument that takes a passkey for a second factor. */
export const SHOWN_PASSKEY =
  "In place of a code: what a passkey has signed after `beginPasskeyProof`. CODE_INVALID, or CODE_EXPIRED where that was long ago.";

@ObjectType("Passkey", {
  implements: Node,
  simpleResolvers: true,
  description: "A way into the account without a password. Only its owner sees it.",
})
export class PasskeyType extends Node {
  @Field(() => String, { description: "As its owner named it." })
  name!: string;

  @Field(() => Date, { description: "When it was added." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "Null: nobody has logged in by it yet." })
  lastUsedAt?: Date | null;

  @Field(() => Boolean, {
    description: "Whether it is kept elsewhere as well, and is not lost with the device.",
  })
  backedUp!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: "What a client asks the authenticator for, for one answer.",
})
export class PasskeyRequest {
  @Field(() => WebAuthnJson, {
    description:
      "For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.",
  })
  options!: Record<string, unknown>;

  @Field(() => Date, { description: "Five minutes after it was asked for." })
  expiresAt!: Date;
}

@InputType({ description: "A new passkey." })
export class AddPasskeyInput {
  @Field(() => WebAuthnJson, { description: CREDENTIAL })
  credential!: Record<string, unknown>;

  @Field(() => String, {
    description: "What its owner tells it by, such as the device: 1 to 60 characters.",
  })
  name!: string;
}

export function passkeyOf({ _id, name, createdAt, lastUsedAt, backedUp }: Passkey): PasskeyType {
  return { _id, name, createdAt, lastUsedAt, backedUp } as PasskeyType;
}
