import { createUnionType, Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import { GroupInvitation } from "../../chat/groups/invitation.types.js";
import { Conversation } from "../../chat/membership/conversation.model.js";
import { Membership } from "../../chat/membership/membership.model.js";
import { Session } from "../../account/sessions/session.model.js";
import { ContactState } from "../../people/contacts/contact.js";
import { Account } from "../../people/users/account.types.js";
import { User } from "../../people/users/user.model.js";

const AT = "The position to resume from once this was received.";

@InterfaceType("ViewerPosition", {
  description: "A place in the log of what is the viewer's own.",
})
abstract class Positioned {
  @Field(() => Int, { description: AT })
  viewerRevision!: number;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "The viewer's own membership is another now, or has ended.",
})
export class MembershipChanged extends Positioned {
  @Field(() => ID, { description: "Where." })
  conversationId!: string;

  @Field(() => Membership, {
    nullable: true,
    description: "In its latest state; null: the viewer is not in it any longer.",
  })
  membership!: Membership | null;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "A conversation that the viewer is in now: joined, or opened by either of two.",
})
export class ConversationAppeared extends Positioned {
  @Field(() => Conversation, { description: "In its latest state." })
  conversation!: Conversation;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "The viewer has chosen other settings.",
})
export class SettingsChanged extends Positioned {
  @Field(() => Account, { description: "With its `settings` in their latest state." })
  viewer!: Account;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "What is shown of the account, or how it is entered, is another now.",
})
export class ProfileChanged extends Positioned {
  @Field(() => Account, { description: "In its latest state." })
  viewer!: Account;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description:
    "What the viewer and a person are to one another: requests, contacts, and the viewer's own blocks.",
})
export class ViewerContactChanged extends Positioned {
  @Field(() => User, { description: "The other person, in the latest state." })
  user!: User;

  @Field(() => ContactState, { description: "What they are to the viewer now." })
  state!: ContactState;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "Somebody asks the viewer into a group, or that is over.",
})
export class InvitationChanged extends Positioned {
  @Field(() => ID, { description: "The group." })
  conversationId!: string;

  @Field(() => GroupInvitation, {
    nullable: true,
    description: "As it waits for an answer; null: it does so no longer.",
  })
  invitation!: GroupInvitation | null;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "A login of the viewer's: a new one, or one that was ended.",
})
export class SessionChanged extends Positioned {
  @Field(() => ID, { description: "Which." })
  sessionId!: string;

  @Field(() => Session, { nullable: true, description: "Null: it is over." })
  session!: Session | null;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description: "What was missed has been sent; from here on it is live. Always sent.",
})
export class ViewerCaughtUp extends Positioned {
  @Field(() => Int, { description: "How many events were sent before this." })
  replayedCount!: number;
}

@ObjectType({
  implements: Positioned,
  simpleResolvers: true,
  description:
    "Too much was missed to replay: load by query what is the viewer's; the stream goes on live from `viewerRevision`.",
})
export class ViewerResyncRequired extends Positioned {
  @Field(() => Int, { description: "How many changes are not sent: more than 1000." })
  missed!: number;
}

const TYPES = [
  MembershipChanged,
  SettingsChanged,
  ProfileChanged,
  ViewerContactChanged,
  InvitationChanged,
  SessionChanged,
  ConversationAppeared,
  ViewerCaughtUp,
  ViewerResyncRequired,
] as const;

export const ViewerEvent = createUnionType({
  name: "ViewerEvent",
  description: "What viewerEvents sends.",
  types: () => TYPES,
  resolveType: (event) => TYPES.find((type) => event instanceof type),
});
export type ViewerEvent = InstanceType<(typeof TYPES)[number]>;
