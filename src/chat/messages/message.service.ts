import { Types } from "mongoose";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { Membership } from "../membership/membership.model.js";
import { AppError, badInput, notFound } from "../../platform/core/errors.js";
import { checkAll } from "../../platform/core/input-failures.js";
import { parseId } from "../../platform/core/id.js";
import { checkedMetadata, readMetadata } from "../../platform/core/metadata.js";
import type { Appended } from "../log/commit-appends.js";
import type { Draft } from "../log/positioned.js";
import type { Permit } from "../log/known-members.js";
import type { LogService } from "../log/log.service.js";
import type { LogStore } from "../log/log-store.js";
import type { MessageTypes } from "../message-types/message-types.service.js";
import type { AttachmentClaims } from "./attachment-claims.js";
import { MAX_MENTIONS, type Mentions } from "./mentions.js";
import { checkBody, distinct } from "./message-content.js";
import type { CheckedMessage, NewMessage } from "./new-message.js";
import type { SentBefore } from "./sent-before.js";
import { MessageKind } from "../log/message.model.js";

const CLIENT_ID = /^[\x21-\x7e]{1,100}$/;
export const MAX_ATTACHMENTS = 10;

export interface MessageDependencies {
  readonly log: LogService;
  readonly store: LogStore;
  readonly conversations: ConversationService;
  readonly mentions: Mentions;
  readonly types: MessageTypes;
  readonly sentBefore: SentBefore;
  readonly attachments: AttachmentClaims;
  /** Throws RATE_LIMITED for whoever sends too fast. */
  readonly limitSending: (userId: Types.ObjectId) => Promise<void>;
  /** A message says that its writing is over. */
  readonly stopTyping: (userId: Types.ObjectId, conversationId: Types.ObjectId) => void;
}

/** Sending. */
export class MessageService {
  constructor(private readonly deps: MessageDependencies) {}

  async send(senderId: Types.ObjectId, input: NewMessage): Promise<Appended> {
    const { clientMessageId } = input;
    // What a type holds says enough.
    const optional = (input.attachmentIds?.length ?? 0) > 0 || Boolean(input.type);
    const [, files, body, metadata] = await checkAll(
      () => checkClientId(clientMessageId),
      () => distinct(input.attachmentIds, "input.attachmentIds", MAX_ATTACHMENTS),
      () => checkBody(input.body ?? "", { field: "input.body", optional }),
      () => (input.metadata ? checkedMetadata(input.metadata, "input.metadata") : null),
      () => distinct(input.mentionIds, "input.mentionIds", MAX_MENTIONS),
      () => requireOneDestination(input),
    );
    await this.deps.limitSending(senderId);
    try {
      return await this.append(senderId, { ...input, body, metadata, attachmentIds: files });
    } catch (error) {
      const stored =
        error instanceof AppError
          ? await this.deps.sentBefore.find(senderId, { ...input, body, metadata })
          : null;
      if (!stored) throw error;
      return { message: stored, deduplicated: true };
    }
  }

  private async append(
    senderId: Types.ObjectId,
    input: CheckedMessage & { readonly attachmentIds: readonly string[] },
  ): Promise<Appended> {
    const { clientMessageId, body, metadata, attachmentIds: files } = input;
    if (input.type) await this.requireType(input.type, metadata);
    const permit = await this.destination(senderId, input);
    const { membership } = permit;
    const { conversationId } = membership;
    const replyToId = await this.replyTo(membership, input.replyToId ?? null);
    const mentionIds = await this.deps.mentions.check(
      membership,
      input.mentionIds,
      "input.mentionIds",
    );
    const attachmentIds =
      files.length > 0
        ? await this.deps.attachments.claim({ conversationId, senderId, clientMessageId }, files)
        : [];
    const draft: Draft = {
      _id: new Types.ObjectId(),
      conversationId,
      kind: MessageKind.USER,
      senderId,
      clientMessageId,
      body,
      ...(attachmentIds.length > 0 && { attachmentIds }),
      ...(mentionIds.length > 0 && { mentionIds }),
      ...(replyToId && { replyToId }),
      ...(input.type && { type: input.type }),
      ...(metadata !== null && { metadata }),
      createdAt: new Date(),
    };
    const appended = await this.deps.log.append(draft, { kind: "member", permit });
    this.deps.stopTyping(senderId, conversationId);
    return appended;
  }

  /** Asked of the database each time: another node may have registered it this moment. */
  private async requireType(name: string, metadata: string | null): Promise<void> {
    const type = await this.deps.types.find(name);
    if (!type) throw badInput("input.type", "There is no such type: register it first.");
    this.deps.types.requireShape(type, readMetadata(metadata) ?? {}, "input.metadata");
  }

  private async destination(
    senderId: Types.ObjectId,
    { conversationId, userId }: Pick<NewMessage, "conversationId" | "userId">,
  ): Promise<Permit> {
    const id = conversationId
      ? parseId(conversationId, "conversation")
      : (await this.deps.conversations.openDirect(senderId, userId ?? ""))._id;
    const permit = await this.deps.log.permit({ conversationId: id, userId: senderId });
    if (!permit) throw notFound("conversation");
    await this.deps.conversations.requireOpen(permit.membership);
    return permit;
  }

  private async replyTo(
    { conversationId, joinedSeq }: Membership,
    id: string | null,
  ): Promise<Types.ObjectId | null> {
    if (!id) return null;
    const key = { conversationId, _id: parseId(id, "message") };
    const [message] = await this.deps.store.byKey([key]);
    if (!message || message.seq < joinedSeq) throw notFound("message");
    return message._id;
  }
}

function checkClientId(id: string): void {
  if (CLIENT_ID.test(id)) return;
  const text = "A clientMessageId has 1 to 100 visible ASCII characters.";
  throw badInput("input.clientMessageId", text);
}

function requireOneDestination({ conversationId, userId }: NewMessage): void {
  if (Boolean(conversationId) === Boolean(userId))
    throw badInput("input", "Give exactly one of conversationId and userId.");
}
