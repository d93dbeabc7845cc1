import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum PresenceStatus {
  ONLINE = "ONLINE",
  AWAY = "AWAY",
  OFFLINE = "OFFLINE",
}
registerEnumType(PresenceStatus, {
  name: "PresenceStatus",
  description: "AWAY: connected, but without doing anything for five minutes.",
});

@ObjectType({ simpleResolvers: true })
export class Presence {
  @Field(() => PresenceStatus)
  status!: PresenceStatus;

  @Field(() => Date, {
    nullable: true,
    description: "Null while online, and for whoever has never been connected.",
  })
  lastSeenAt!: Date | null;
}

@ObjectType({ simpleResolvers: true })
export class PresenceChanged {
  @Field(() => ID)
  userId!: string;

  @Field(() => Presence)
  presence!: Presence;
}
