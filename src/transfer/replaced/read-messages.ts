import { createHash } from "node:crypto";
import { Types } from "mongoose";
import { MessageKind } from "../../chat/log/message.model.js";
import type { Draft } from "../../chat/log/positioned.js";
import { MESSAGE_MAX_CHARS } from "../../chat/messages/message-content.js";
import { isVisible } from "../../platform/core/shown-text.js";
import type { OldMessage } from "./replaced.types.js";

export interface ReadMessages {
  /** In the order in which they were written. */
  readonly drafts: readonly Draft[];
  readonly refused: ReadonlyMap<string, number>;
  /** How many were too long for one message. */
  readonly parted: number;
}

export interface Between {
  readonly conversationId: Types.ObjectId;
  /** By the id of the replaced system: who wrote, as they are here. */
  readonly people: ReadonlyMap<string, Types.ObjectId>;
}

/** The entries that the messages of a chat become. */
export function readMessages(old: readonly OldMessage[], between: Between): ReadMessages {
  const refused = new Map<string, number>();
  const drafts: Draft[] = [];
  let parted = 0;
  for (const one of old.toSorted(byTime)) {
    const read = readMessage(one, between);
    if (typeof read === "string") refused.set(read, (refused.get(read) ?? 0) + 1);
    else drafts.push(...read);
    if (typeof read !== "string" && read.length > 1) parted += 1;
  }
  return { drafts, refused, parted };
}

/** When it was written is part of its id; of the same second, the id's own order. */
function byTime(a: OldMessage, b: OldMessage): number {
  return a._id.toHexString() < b._id.toHexString() ? -1 : 1;
}

/** One or, where it is too long, several; else why none. */
function readMessage(old: OldMessage, { conversationId, people }: Between): Draft[] | string {
  const text =
    typeof old.message === "string" ? old.message.toWellFormed().replaceAll("\0", "") : "";
  if (!isVisible(text)) return "says nothing";
  const senderId = people.get(String(old.senderId));
  if (!senderId) return "is by somebody who is not in the chat";
  const createdAt = new Date(Math.min(old._id.getTimestamp().getTime(), Date.now()));
  return partsOf(text).map((body, at) => {
    const _id = at === 0 ? old._id : partId(old._id, at);
    return {
      ...{ _id, conversationId, kind: MessageKind.USER, senderId, body, createdAt },
      // By it a second run is refused what the first has written.
      clientMessageId: `imported-${_id.toHexString()}`,
    };
  });
}

/** Characters, not halves of them. */
function partsOf(text: string): string[] {
  if (text.length <= MESSAGE_MAX_CHARS) return [text];
  const chars = [...text];
  const count = Math.ceil(chars.length / MESSAGE_MAX_CHARS);
  const parts = Array.from({ length: count }, (_, at) =>
    chars.slice(at * MESSAGE_MAX_CHARS, (at + 1) * MESSAGE_MAX_CHARS).join(""),
  );
  return parts.filter((part) => isVisible(part));
}

/** The same in each run, and of nothing else. */
function partId(id: Types.ObjectId, at: number): Types.ObjectId {
  const hash = createHash("sha256").update(`${id.toHexString()}:${at}`).digest();
  return new Types.ObjectId(hash.subarray(0, 12));
}
