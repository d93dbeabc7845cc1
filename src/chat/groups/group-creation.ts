import { createHash } from "node:crypto";
import type { Model, Types } from "mongoose";
import { ConversationKind, type Conversation } from "../membership/conversation.model.js";
import { AppError, badInput, ErrorCode, isDuplicateKey } from "../../platform/core/errors.js";
import { checkAll } from "../../platform/core/input-failures.js";
import type { ProfilePictures } from "../../files/media/profile-pictures.js";
import { SystemEvent } from "../log/system-event.model.js";
import type { GroupLog } from "./group-log.js";
import { checkDescription, checkName, GROUP_MAX_MEMBERS } from "./group-rules.js";
import type { LogStore } from "../log/log-store.js";
import type { GroupConsent } from "./group-consent.js";
import type { Invitees } from "./invitees.js";

const CLIENT_ID = /^[\x21-\x7e]{1,100}$/;

export interface NewGroup {
  readonly clientConversationId: string;
  readonly name: string;
  readonly memberIds: readonly string[];
  readonly description?: string | null;
  readonly avatarId?: string | null;
}

export interface GroupCreationDependencies {
  readonly conversations: Model<Conversation>;
  readonly log: GroupLog;
  readonly store: Pick<LogStore, "byClientId">;
  readonly invitees: Invitees;
  readonly consent: GroupConsent;
  readonly pictures: ProfilePictures;
}

/** Makes a group, once for each clientConversationId: each step may be repeated. */
export class GroupCreation {
  constructor(private readonly deps: GroupCreationDependencies) {}

  async create(creatorId: Types.ObjectId, input: NewGroup): Promise<Conversation> {
    const { clientConversationId } = input;
    const field = "input.clientConversationId";
    const [, name, description] = await checkAll(
      () => {
        if (!CLIENT_ID.test(clientConversationId))
          throw badInput(field, "A clientConversationId has 1 to 100 visible ASCII characters.");
      },
      () => checkName(input.name),
      () => checkDescription(input.description),
    );
    const known = await this.deps.conversations.findOne({ creatorId, clientConversationId }).lean();
    const founded = known && (await this.founded(creatorId, known, { ...input, name }));
    if (founded) return founded;
    const subjectIds = await this.deps.invitees.find(creatorId, input.memberIds, {
      field: "input.memberIds",
      room: GROUP_MAX_MEMBERS - 1,
    });
    const conversation = await this.row(creatorId, {
      ...{ clientConversationId, name, description },
      wanted: wantedOf(creatorId, input.memberIds),
    });
    const { _id: conversationId } = conversation;
    // Before there is a group invitations cannot be answered, so a crash in between does no harm.
    const added = await this.deps.consent.admit(creatorId, conversationId, subjectIds);
    if (input.avatarId) await this.setAvatar(creatorId, conversation, input.avatarId);
    // The first entry of the log is what makes the group; before it there are no members.
    const founding = {
      conversationId,
      actorId: creatorId,
      event: SystemEvent.CONVERSATION_CREATED,
      subjectIds: added,
      body: name,
      clientMessageId: foundingId(conversation),
    };
    await this.deps.log.write(founding, null).catch((error: unknown) => {
      throw isReuse(error) ? reused(field) : error;
    });
    return conversation;
  }

  /** A repetition: who was wanted in it is one thing, who was added then another. */
  private async founded(
    creatorId: Types.ObjectId,
    conversation: Conversation,
    { name, memberIds }: NewGroup,
  ): Promise<Conversation | null> {
    const founding = await this.deps.store.byClientId({
      conversationId: conversation._id,
      senderId: creatorId,
      clientMessageId: foundingId(conversation),
    });
    if (!founding) return null;
    const added = (founding.subjectIds ?? []).map((id) => id.toHexString());
    const before = conversation.wanted ?? wantedOf(creatorId, added);
    if (founding.body !== name || before !== wantedOf(creatorId, memberIds))
      throw reused("input.clientConversationId");
    return conversation;
  }

  private async setAvatar(
    creatorId: Types.ObjectId,
    conversation: Conversation,
    given: string,
  ): Promise<void> {
    const { _id } = conversation;
    const avatarId = await this.deps.pictures.claimForGroup(creatorId, _id, given);
    await this.deps.conversations.updateOne({ _id }, { $set: { avatarId } });
    conversation.avatarId = avatarId;
  }

  private async row(
    creatorId: Types.ObjectId,
    group: Pick<Conversation, "name" | "description" | "wanted"> & {
      clientConversationId: string;
    },
  ): Promise<Conversation> {
    const { clientConversationId, ...fresh } = group;
    const key = { creatorId, clientConversationId };
    const start = { kind: ConversationKind.GROUP, createdAt: new Date(), namedSeq: 0 };
    await this.deps.conversations
      .updateOne(
        key,
        { $setOnInsert: { ...fresh, ...start, lastSeq: 0, revision: 0 } },
        { upsert: true },
      )
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    const found = await this.deps.conversations.findOne(key).lean();
    if (!found) throw new Error("a group vanished while it was made");
    return found;
  }
}

/** No client can send this id, because of the space in it. */
function foundingId({ _id }: Conversation): string {
  return `created ${_id.toHexString()}`;
}

/** The people whom a group was made for, whatever became of it: as short as an id. */
function wantedOf(creatorId: Types.ObjectId, memberIds: readonly string[]): string {
  const ids = new Set(memberIds.filter((id) => id !== creatorId.toHexString()));
  return createHash("sha256")
    .update([...ids].sort().join())
    .digest("base64url");
}

function isReuse(error: unknown): boolean {
  return error instanceof AppError && error.code === ErrorCode.IDEMPOTENCY_KEY_REUSED;
}

function reused(field: string): AppError {
  const text = "That clientConversationId was used for another group.";
  return new AppError(ErrorCode.IDEMPOTENCY_KEY_REUSED, text, { field });
}
