import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum PresenceStatus {
  ONLINE = "ONLINE",
  AWAY = "AWAY",
  OFFLINE = "OFFLINE",
}
registerEnumType(PresenceStatus, {
  name: "PresenceStatus",
  description: "By the sockets that a person has open.",
  valuesConfig: {
    ONLINE: { description: "Connected, and did something in the last five minutes." },
    AWAY: { description: "Connected, but did nothing for five minutes." },
    OFFLINE: { description: "Not connected." },
  },
});

@ObjectType({ simpleResolvers: true, description: "Whether a person is there." })
export class Presence {
  @Field(() => PresenceStatus, { description: "Of all devices together." })
  status!: PresenceStatus;

  @Field(() => Date, {
    nullable: true,
    description: "Null while online, and for whoever has never been connected.",
  })
  lastSeenAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: "A person came, went, or fell idle." })
export class PresenceChanged {
  @Field(() => ID, { description: "Who." })
  userId!: string;

  @Field(() => Presence, { description: "From now on." })
  presence!: Presence;
}
