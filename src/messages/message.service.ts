import { Types } from "mongoose";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { Membership } from "../conversations/membership.model.js";
import { badInput } from "../errors.js";
import type { LogService } from "./log.service.js";
import type { Appended } from "./log-lane.js";
import type { LogStore } from "./log-store.js";
import { MessageKind, type Message } from "./message.model.js";
import { windowOf, type PageRequest } from "./window.js";

export const MESSAGE_MAX_CHARS = 10_000;
const CLIENT_ID = /^[\x21-\x7e]{1,100}$/;

export interface NewMessage {
  readonly conversationId?: string | null;
  readonly userId?: string | null;
  readonly clientMessageId: string;
  readonly body?: string | null;
}

export interface MessageDependencies {
  readonly log: LogService;
  readonly store: LogStore;
  readonly conversations: ConversationService;
}

export interface MessagePage {
  readonly items: readonly Message[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export class MessageService {
  constructor(private readonly deps: MessageDependencies) {}

  async send(senderId: Types.ObjectId, input: NewMessage): Promise<Appended> {
    const { clientMessageId } = input;
    if (!CLIENT_ID.test(clientMessageId))
      throw badInput(
        "input.clientMessageId",
        "A clientMessageId has 1 to 100 visible ASCII characters.",
      );
    const body = checkBody(input.body ?? "");
    return this.deps.log.append({
      _id: new Types.ObjectId(),
      conversationId: await this.destination(senderId, input),
      kind: MessageKind.USER,
      senderId,
      clientMessageId,
      body,
      createdAt: new Date(),
    });
  }

  /** A page of what the member may read, ascending. */
  async page(membership: Membership, request: PageRequest): Promise<MessagePage> {
    const { conversationId, joinedSeq } = membership;
    const { seq: head } = await this.deps.log.head(conversationId);
    const visible = { first: joinedSeq, last: head };
    const window = windowOf(request, visible);
    const items = await this.deps.store.range(conversationId, window.from, window.to);
    return {
      items,
      hasPreviousPage: window.from > visible.first && head >= visible.first,
      hasNextPage: window.to < visible.last,
    };
  }

  /** The position of a message of this conversation that the member may read, or null. */
  async seqOf(membership: Membership, messageId: Types.ObjectId): Promise<number | null> {
    const [message] = await this.deps.store.byId([messageId]);
    if (!message?.conversationId.equals(membership.conversationId)) return null;
    return message.seq >= membership.joinedSeq ? message.seq : null;
  }

  private async destination(senderId: Types.ObjectId, input: NewMessage): Promise<Types.ObjectId> {
    const { conversationId, userId } = input;
    if (conversationId && !userId) {
      const membership = await this.deps.conversations.requireMembership(senderId, conversationId);
      return membership.conversationId;
    }
    if (userId && !conversationId)
      return (await this.deps.conversations.openDirect(senderId, userId))._id;
    throw badInput("input", "Give exactly one of conversationId and userId.");
  }
}

function checkBody(body: string): string {
  const field = "input.body";
  if (!body.isWellFormed() || body.includes("\0"))
    throw badInput(field, "A message is valid Unicode without NUL.");
  if (body.trim() === "") throw badInput(field, "A message needs a body.");
  if (body.length > MESSAGE_MAX_CHARS && [...body].length > MESSAGE_MAX_CHARS)
    throw badInput(field, `A message has at most ${MESSAGE_MAX_CHARS} characters.`, {
      limit: MESSAGE_MAX_CHARS,
    });
  return body;
}
