import type { Types } from "mongoose";
import { MessageKind, type Reaction } from "../../chat/log/message.model.js";
import type { Draft } from "../../chat/log/positioned.js";
import { checkEmoji, MESSAGE_MAX_CHARS } from "../../chat/messages/message-content.js";
import { AppError } from "../../platform/core/errors.js";
import { checkedMetadata } from "../../platform/core/metadata.js";
import { isVisible } from "../../platform/core/shown-text.js";
import { dateOf, readDate } from "../lines/line-dates.js";
import type { MessageLine } from "../lines/line.types.js";
import { idOf } from "../lines/source-id.js";

export interface MessageContext {
  readonly conversationId: Types.ObjectId;
  /** Null: nobody who is here. */
  readonly senderId: Types.ObjectId | null;
  /** Of those among these who are here. */
  readonly peopleOf: (ids: readonly string[]) => Types.ObjectId[];
  readonly attachmentIds: readonly Types.ObjectId[];
}

export interface ReadMessage {
  readonly draft: Draft;
  readonly losses: string[];
}

/** The entry that a line becomes; or why none. */
export function readMessage(
  line: MessageLine,
  context: MessageContext,
): ReadMessage | { readonly refused: string } {
  const { conversationId, senderId, peopleOf, attachmentIds } = context;
  if (!senderId) return { refused: "is by somebody who is not here" };
  const created = readDate(line.createdAt);
  const losses = created.loss ? [created.loss] : [];
  const _id = idOf("message", line.id);
  const common = {
    ...{ _id, conversationId, kind: MessageKind.USER, senderId, createdAt: created.at },
    clientMessageId: importedId(_id),
  };
  const deletedAt = dateOf(line.deletedAt);
  if (deletedAt) return { draft: { ...common, body: null, deletedAt }, losses };
  const text = (line.body ?? "").toWellFormed().replaceAll("\0", "");
  const body = isVisible(text) ? shortened(text, losses) : null;
  if (body === null && attachmentIds.length === 0) return { refused: "says nothing" };
  const metadata = metadataOf(line, losses);
  const [editedAt, pinnedAt] = [dateOf(line.editedAt), dateOf(line.pinnedAt)];
  const mentionIds = peopleOf(line.mentions ?? []);
  const reactions = reactionsOf(line, peopleOf, losses);
  const draft = {
    ...common,
    body,
    ...(attachmentIds.length > 0 && { attachmentIds: [...attachmentIds] }),
    ...(mentionIds.length > 0 && { mentionIds }),
    ...(reactions.length > 0 && { reactions }),
    ...(metadata !== null && { metadata }),
    ...(line.replyTo && { replyToId: idOf("message", line.replyTo) }),
    ...(editedAt && { editedAt }),
    ...(pinnedAt && { pinnedAt }),
  };
  return { draft, losses };
}

/** By it a second run is refused what the first has written. */
export function importedId(_id: Types.ObjectId): string {
  return `imported-${_id.toHexString()}`;
}

/** Characters, not halves of them. */
function shortened(text: string, losses: string[]): string {
  if (text.length <= MESSAGE_MAX_CHARS) return text;
  const chars = [...text];
  if (chars.length <= MESSAGE_MAX_CHARS) return text;
  losses.push(`it is longer than ${MESSAGE_MAX_CHARS} characters: the rest is left out`);
  return chars.slice(0, MESSAGE_MAX_CHARS).join("");
}

function metadataOf({ metadata }: MessageLine, losses: string[]): string | null {
  try {
    return metadata ? checkedMetadata(metadata, "metadata") : null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    losses.push(`its metadata is left out: ${error.message}`);
    return null;
  }
}

function reactionsOf(
  { reactions = [] }: MessageLine,
  peopleOf: MessageContext["peopleOf"],
  losses: string[],
): Reaction[] {
  const byEmoji = new Map<string, Map<string, Types.ObjectId>>();
  for (const { emoji: given, users } of reactions) {
    const emoji = emojiOf(given);
    if (emoji === null) losses.push("a reaction is no emoji");
    else {
      const people = byEmoji.get(emoji) ?? new Map<string, Types.ObjectId>();
      for (const id of peopleOf(users)) people.set(id.toHexString(), id);
      if (people.size > 0) byEmoji.set(emoji, people);
    }
  }
  return [...byEmoji].map(([emoji, people]) => ({ emoji, userIds: [...people.values()] }));
}

function emojiOf(given: string): string | null {
  try {
    return checkEmoji(given);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
