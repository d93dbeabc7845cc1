import type { Model, Types } from "mongoose";
import { AppError, badInput, ErrorCode, isDuplicateKey } from "../../platform/core/errors.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { checkedMetadata } from "../../platform/core/metadata.js";
import { patchMetadata } from "../../platform/core/patch-metadata.js";
import { externalIdOf } from "../../people/users/external-id.js";
import type { UserService } from "../../people/users/user.service.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { GroupLog } from "../groups/group-log.js";
import { checkName, GROUP_MAX_MEMBERS } from "../groups/group-rules.js";
import type { GroupTurns, Step } from "../groups/group-turns.js";
import { SystemEvent } from "../log/system-event.model.js";
import { ConversationKind, type Conversation } from "../membership/conversation.model.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import { findWanted, type NamedMember, type WantedMember } from "./wanted-members.js";

export interface WantedConversation {
  readonly externalId: string;
  readonly kind: ConversationKind;
  readonly name?: string | null;
  readonly metadata?: JsonObject | null;
  readonly members: readonly NamedMember[];
  readonly exact?: boolean | null;
}

export interface AppConversationsDependencies {
  readonly rows: Model<Conversation>;
  readonly users: UserService;
  readonly conversations: ConversationService;
  readonly turns: GroupTurns;
  readonly log: GroupLog;
}

const METADATA = "input.metadata";
/** More than the steps that any difference takes: a founding, a name, those who go, come and change. */
const MAX_STEPS = 2 * GROUP_MAX_MEMBERS;

/**
 * Conversations that an app names by ids of its own. The unique index makes one of each; what they
 * are to be is reached step by step, each an entry of the log that is decided anew on what the log
 * says then. So it may be repeated, broken off, and asked of several nodes at once.
 */
export class AppConversationsService {
  constructor(private readonly deps: AppConversationsDependencies) {}

  async ensure(input: WantedConversation): Promise<Conversation> {
    const externalId = externalIdOf(input.externalId, "input.externalId");
    const { metadata: patch } = input;
    if (patch) checkedMetadata(patch, METADATA);
    const wanted = await findWanted(this.deps.users, input.members, GROUP_MAX_MEMBERS);
    const ensured = await (input.kind === ConversationKind.DIRECT
      ? this.ensureDirect(externalId, input, wanted)
      : this.ensureGroup(externalId, input, wanted));
    if (!patch) return ensured;
    const { _id } = ensured;
    return (await patchMetadata(this.deps.rows, { _id }, { patch, field: METADATA })) ?? ensured;
  }

  private async ensureDirect(
    externalId: string,
    { name }: WantedConversation,
    wanted: readonly WantedMember[],
  ): Promise<Conversation> {
    const [one, other] = wanted;
    if ((name ?? null) !== null) throw badInput("input.name", "A direct conversation has no name.");
    if (!one || !other || wanted.length > 2)
      throw badInput("input.members", "A direct conversation is of two people.");
    if (wanted.some(({ role }) => role !== null && role !== MemberRole.MEMBER))
      throw badInput("input.members", "In a direct conversation both are MEMBER.");
    const known = await this.deps.conversations.findByExternalId(externalId);
    const opened = await this.deps.conversations.openBetween(one.userId, other.userId);
    if (known && !known._id.equals(opened._id)) throw taken();
    if (known) return known;
    return this.claim(opened, externalId);
  }

  /** Gives a conversation its external id, once and for all. */
  private async claim({ _id }: Conversation, externalId: string): Promise<Conversation> {
    try {
      await this.deps.rows.updateOne({ _id, externalId: null }, { $set: { externalId } });
    } catch (error) {
      if (isDuplicateKey(error)) throw taken();
      throw error;
    }
    const claimed = await this.deps.rows.findById(_id).lean();
    if (claimed?.externalId !== externalId) throw taken();
    return claimed;
  }

  private async ensureGroup(
    externalId: string,
    input: WantedConversation,
    wanted: readonly WantedMember[],
  ): Promise<Conversation> {
    const name = (input.name ?? null) === null ? null : checkName(input.name ?? "");
    const { conversations } = this.deps;
    const known = await conversations.findByExternalId(externalId);
    const found = known ?? (await this.found(externalId, name));
    if (found.kind !== ConversationKind.GROUP) throw taken();
    const id = found._id.toHexString();
    await this.beginLog(found, wanted);
    const exact = input.exact ?? false;
    for (let steps = 0, isDone = false; !isDone; steps += 1) {
      if (steps > MAX_STEPS) throw new AppError(ErrorCode.CONFLICT, "It changes all the time.");
      await this.deps.turns.act(null, id, ({ conversation, members }) => {
        const step = nextStep({ conversation, members, wanted, name, exact });
        isDone = step === null;
        return step;
      });
    }
    return (await conversations.findByExternalId(externalId)) ?? found;
  }

  /** The row: as yet without a log, and so without members. */
  private async found(externalId: string, name: string | null): Promise<Conversation> {
    if (name === null) throw badInput("input.name", "A new group needs a name.");
    const fresh = { kind: ConversationKind.GROUP, name, namedSeq: 0 };
    return this.deps.conversations.makeOnce({ externalId }, fresh);
  }

  /** The first entry of the log makes the group. Whoever was faster has made it with other members. */
  private async beginLog(
    { _id, name, lastSeq }: Conversation,
    wanted: readonly WantedMember[],
  ): Promise<void> {
    if (lastSeq > 0) return;
    const founding = {
      conversationId: _id,
      actorId: null,
      event: SystemEvent.CONVERSATION_CREATED,
      subjectIds: wanted.map(({ userId }) => userId),
      body: name ?? "",
      // No client can send this id, because of the space in it.
      clientMessageId: `created ${_id.toHexString()}`,
    };
    await this.deps.log.write(founding, null).catch((error: unknown) => {
      if (!isReuse(error)) throw error;
    });
  }
}

interface Difference {
  readonly conversation: Conversation;
  readonly members: readonly Membership[];
  readonly wanted: readonly WantedMember[];
  readonly name: string | null;
  readonly exact: boolean;
}

/** What is next to do; null: it is as wanted. Those who go make room before others come. */
function nextStep({ conversation, members, wanted, name, exact }: Difference): Step {
  if (name !== null && name !== conversation.name)
    return { event: SystemEvent.CONVERSATION_RENAMED, subjectIds: [], body: name };
  const isIn = (list: readonly { readonly userId: Types.ObjectId }[], id: Types.ObjectId) =>
    list.some(({ userId }) => userId.equals(id));
  const gone = exact ? members.filter(({ userId }) => !isIn(wanted, userId)) : [];
  if (gone.length > 0)
    return {
      event: SystemEvent.MEMBER_REMOVED,
      subjectIds: gone.map(({ userId }) => userId),
    };
  const missing = wanted.filter(({ userId }) => !isIn(members, userId));
  const room = GROUP_MAX_MEMBERS - members.length;
  if (missing.length > room)
    throw new AppError(ErrorCode.LIMIT_REACHED, `There is room for ${room} more.`, {
      ...{ field: "input.members", limit: room },
    });
  if (missing.length > 0)
    return { event: SystemEvent.MEMBER_ADDED, subjectIds: missing.map(({ userId }) => userId) };
  const roleOf = (id: Types.ObjectId) => members.find(({ userId }) => userId.equals(id))?.role;
  const other = wanted.find(({ userId, role }) => role !== null && role !== roleOf(userId));
  if (!other?.role) return null;
  // All who are to be the same, in one entry.
  const same = wanted.filter(({ userId, role }) => role === other.role && role !== roleOf(userId));
  return {
    event: SystemEvent.ROLE_CHANGED,
    subjectIds: same.map(({ userId }) => userId),
    body: other.role,
  };
}

function isReuse(error: unknown): boolean {
  return error instanceof AppError && error.code === ErrorCode.IDEMPOTENCY_KEY_REUSED;
}

function taken(): AppError {
  const text = "That external id, or that conversation, is another one's already.";
  return new AppError(ErrorCode.CONFLICT, text, { field: "input.externalId" });
}
