import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from "type-graphql";
import { notFound } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { IF_METADATA_REVISION, PATCH } from "../../api/graphql/metadata-arguments.js";
import { JSONObject } from "../../api/graphql/scalars.js";
import { parseId } from "../../platform/core/id.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { readMetadata } from "../../platform/core/metadata.js";
import {
  readingOf,
  unreadIn,
  type MemberView,
  type MemberViewService,
} from "../log/member-view.service.js";
import { User } from "../../people/users/user.model.js";
import { Conversation } from "../membership/conversation.model.js";
import type { MembershipSettingsService } from "./membership-settings.service.js";
import { MembershipInput, OWN_CONVERSATION } from "./conversation.types.js";
import { Membership, NotifyLevel } from "../membership/membership.model.js";
import type { MembershipService } from "../membership/membership.service.js";
import { conversationById } from "../membership/membership-loaders.js";
import { userById } from "../../people/users/user-loaders.js";
import { unreadMentionsOf, unreadOf } from "./unread-loaders.js";
import { memberViewOf } from "../log/log-loaders.js";
import { receiptsVisible } from "../../people/contacts/contact-loaders.js";

const OWN = "The viewer's own membership only.";
const HIDDEN = "Null when that member hides receipts.";

@Resolver(() => Membership)
export class MembershipResolver {
  constructor(
    private readonly memberships: MembershipService,
    private readonly memberViews: MemberViewService,
    private readonly settings: MembershipSettingsService,
  ) {}

  @Mutation(() => Membership, {
    description: "What a member sets for themselves: mute, archive, notifications.",
  })
  updateMembership(
    @Arg("conversationId", () => ID, { description: OWN_CONVERSATION }) id: string,
    @Arg("input", () => MembershipInput, { description: "What is to change." })
    input: MembershipInput,
    @Ctx() context: Context,
  ): Promise<Membership> {
    return this.settings.update(requireViewer(context).userId, id, input);
  }

  @Mutation(() => Membership, {
    description: "Data of the app's own that a member keeps of a conversation, for themselves.",
  })
  async patchMembershipMetadata(
    @Arg("conversationId", () => ID, { description: OWN_CONVERSATION }) id: string,
    @Arg("patch", () => JSONObject, { description: PATCH }) patch: JsonObject,
    @Arg("ifRevision", () => Int, { nullable: true, description: IF_METADATA_REVISION })
    ifRevision: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<Membership> {
    const { userId } = requireViewer(context);
    const key = { conversationId: parseId(id, "conversation"), userId };
    const { membership } = await this.memberViews.require(key);
    const change = { patch, ifRevision, field: "patch" };
    const changed = await this.memberships.patchMetadata(membership, change);
    if (!changed) throw notFound("conversation");
    return changed;
  }

  @FieldResolver(() => Conversation, { description: "Where the person is a member." })
  async conversation(
    @Root() { conversationId }: Membership,
    @Ctx() { loaders }: Context,
  ): Promise<Conversation> {
    const found = await loaders.get(conversationById).load(conversationId.toHexString());
    if (!found) throw new Error("a membership without its conversation");
    return found;
  }

  @FieldResolver(() => User, { description: "Who it is." })
  user(@Root() { userId }: Membership, @Ctx() { loaders }: Context): Promise<User> {
    return loaders.get(userById).load(userId.toHexString());
  }

  @FieldResolver(() => Int, { nullable: true, description: HIDDEN })
  async readSeq(@Root() member: Membership, @Ctx() context: Context): Promise<number | null> {
    const view = await visibleReceipts(member, context);
    return view && readingOf(latest(member, view), view.head).readSeq;
  }

  @FieldResolver(() => Int, { nullable: true, description: HIDDEN })
  async deliveredSeq(@Root() member: Membership, @Ctx() context: Context): Promise<number | null> {
    const view = await visibleReceipts(member, context);
    return view && readingOf(latest(member, view), view.head).deliveredSeq;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `${OWN} SYSTEM and deleted messages do not count, and sending reads up to one's own message.`,
  })
  async unreadCount(@Root() member: Membership, @Ctx() context: Context): Promise<number | null> {
    const view = await ownView(member, context);
    return view && context.loaders.get(unreadOf).load(view);
  }

  @FieldResolver(() => Int, { nullable: true, description: OWN })
  async unreadMentionCount(
    @Root() member: Membership,
    @Ctx() context: Context,
  ): Promise<number | null> {
    const view = await ownView(member, context);
    if (!view || unreadIn(view) === 0) return view && 0;
    return context.loaders.get(unreadMentionsOf).load(view);
  }

  @FieldResolver(() => NotifyLevel, { nullable: true, description: OWN })
  notify(@Root() member: Membership, @Ctx() context: Context): NotifyLevel | null {
    return isOwn(member, context) ? (member.notify ?? NotifyLevel.ALL) : null;
  }

  @FieldResolver(() => Date, { nullable: true, description: OWN })
  mutedUntil(@Root() member: Membership, @Ctx() context: Context): Date | null {
    return (isOwn(member, context) && member.mutedUntil) || null;
  }

  @FieldResolver(() => JSONObject, {
    nullable: true,
    description: `${OWN} What the app keeps there for the member, by \`patchMembershipMetadata\`.`,
  })
  metadata(@Root() member: Membership, @Ctx() context: Context): JsonObject | null {
    return isOwn(member, context) ? readMetadata(member.metadata) : null;
  }

  @FieldResolver(() => Int, { nullable: true, description: `${OWN} How often that was changed.` })
  metadataRevision(@Root() member: Membership, @Ctx() context: Context): number | null {
    return isOwn(member, context) ? (member.metadataRevision ?? 0) : null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: OWN })
  archived(@Root() member: Membership, @Ctx() context: Context): boolean | null {
    return isOwn(member, context) ? member.list === "ARCHIVED" : null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: OWN })
  pinned(@Root() member: Membership, @Ctx() context: Context): boolean | null {
    return isOwn(member, context) ? (member.pinned ?? false) : null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: OWN })
  hidden(@Root() member: Membership, @Ctx() context: Context): boolean | null {
    return isOwn(member, context) ? member.list === "HIDDEN" : null;
  }

  @FieldResolver(() => Int, { nullable: true, description: OWN })
  unreadFromSeq(@Root() member: Membership, @Ctx() context: Context): number | null {
    return isOwn(member, context) ? (member.unreadFromSeq ?? null) : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `${OWN} Messages up to this \`seq\` are not shown to them.`,
  })
  clearedSeq(@Root() member: Membership, @Ctx() context: Context): number | null {
    return isOwn(member, context) ? (member.clearedSeq ?? null) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: OWN })
  draft(@Root() member: Membership, @Ctx() context: Context): string | null {
    return isOwn(member, context) ? (member.draft ?? null) : null;
  }
}

function isOwn({ userId }: Membership, context: Context): boolean {
  return isPerson(context) && userId.equals(requireViewer(context).userId);
}

/** A service reads of members what others see of them, and has no membership of its own. */
function isPerson(context: Context): boolean {
  return context.viewer !== null || context.service === null;
}

async function ownView(membership: Membership, context: Context): Promise<MemberView | null> {
  const { conversationId, userId } = membership;
  return isOwn(membership, context)
    ? context.loaders.get(memberViewOf).load({ conversationId, userId })
    : null;
}

/** A row goes with an end of the log that was read before it: the viewer's own is in the view. */
function latest(member: Membership, { membership }: MemberView): Membership {
  return member._id.equals(membership._id) ? membership : member;
}

/** The viewer's own view, where they may see how far that member has read. */
async function visibleReceipts(member: Membership, context: Context): Promise<MemberView | null> {
  if (!isPerson(context)) return null;
  const { userId: viewerId } = requireViewer(context);
  const { conversationId, userId: ownerId } = member;
  const view = await context.loaders.get(memberViewOf).load({ conversationId, userId: viewerId });
  if (!view || isOwn(member, context)) return view;
  const visible = await context.loaders.get(receiptsVisible).load({ viewerId, ownerId });
  return visible ? view : null;
}
