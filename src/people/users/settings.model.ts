import { prop } from "@typegoose/typegoose";
import { Field, ObjectType, registerEnumType } from "type-graphql";

export enum Audience {
  EVERYONE = "EVERYONE",
  CONTACTS = "CONTACTS",
  NOBODY = "NOBODY",
}
registerEnumType(Audience, {
  name: "Audience",
  description: "Who may see something of a person, or do something.",
  valuesConfig: {
    EVERYONE: { description: "All who are signed in, unless a block stands in between." },
    CONTACTS: { description: "Contacts alone." },
    NOBODY: { description: "Its owner alone." },
  },
});

@ObjectType({ simpleResolvers: true, description: "What the account's owner has chosen." })
export class Settings {
  @Field(() => Audience, { description: "Who sees presence and when the viewer was last there." })
  @prop({ type: () => String, enum: Audience })
  lastSeen!: Audience;

  @Field(() => Audience, { description: "Who sees how far the viewer has read." })
  @prop({ type: () => String, enum: Audience })
  readReceipts!: Audience;

  @Field(() => Audience, {
    description:
      "Who may add the viewer to groups; anybody else's wish is an invitation, see `groupInvitations`.",
  })
  @prop({ type: () => String, enum: Audience })
  groupInvites!: Audience;

  @Field(() => Boolean, { description: "Whether unread messages are mailed after a while." })
  @prop({ type: () => Boolean })
  emailDigest!: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  lastSeen: Audience.EVERYONE,
  readReceipts: Audience.EVERYONE,
  groupInvites: Audience.CONTACTS,
  emailDigest: true,
};
