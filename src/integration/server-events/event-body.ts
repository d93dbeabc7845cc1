import type { Told } from "../../chat/followers/follower-handler.js";
import { writtenAt } from "../../chat/followers/log-start.js";
import type { Message } from "../../chat/log/message.model.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { readMetadata } from "../../platform/core/metadata.js";
import { serverEventTypeOf, wireNameOf } from "./event-type-of.js";

/** What a backend gets of an entry, as it is now. */
export interface EventBody {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly conversationId: string;
    readonly messageId: string;
    readonly seq: number;
    readonly revision: number;
    readonly kind: string;
    /** Of a SYSTEM message, who did it. */
    readonly senderId: string | null;
    readonly clientMessageId: string | null;
    readonly body: string | null;
    readonly type: string | null;
    readonly metadata: JsonObject | null;
    readonly attachmentIds: readonly string[];
    readonly mentionIds: readonly string[];
    readonly replyToId: string | null;
    readonly reactions: readonly { readonly emoji: string; readonly userIds: readonly string[] }[];
    /** Whom a SYSTEM message is about. */
    readonly subjectIds: readonly string[];
    /** The app's own ids of the people and the conversation above, by their ids. */
    readonly externalIds: Readonly<Record<string, string>>;
    readonly createdAt: string;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly pinnedAt: string | null;
  };
}

/** The same however often it is told, and another for each state. */
export function eventIdOf({ conversationId, revision }: Message): string {
  return `${conversationId.toHexString()}.${revision}`;
}

export function eventBodyOf(told: Told, externalIds: EventBody["data"]["externalIds"]): EventBody {
  const { entry } = told;
  return {
    type: wireNameOf(serverEventTypeOf(told)),
    timestamp: writtenAt(entry).toISOString(),
    data: eventDataOf(entry, externalIds),
  };
}

/** The same however it is told. */
export function eventDataOf(
  entry: Message,
  externalIds: EventBody["data"]["externalIds"],
): EventBody["data"] {
  const hex = (ids: Message["subjectIds"]): string[] => (ids ?? []).map((id) => id.toHexString());
  const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
  return {
    conversationId: entry.conversationId.toHexString(),
    messageId: entry._id.toHexString(),
    seq: entry.seq,
    revision: entry.revision,
    kind: entry.kind,
    senderId: entry.senderId?.toHexString() ?? null,
    clientMessageId: entry.clientMessageId ?? null,
    body: entry.body,
    type: entry.type ?? null,
    metadata: readMetadata(entry.metadata),
    attachmentIds: hex(entry.attachmentIds),
    mentionIds: hex(entry.mentionIds),
    replyToId: entry.replyToId?.toHexString() ?? null,
    reactions: (entry.reactions ?? []).map(({ emoji, userIds }) => ({
      emoji,
      userIds: hex([...userIds]),
    })),
    subjectIds: hex(entry.subjectIds),
    externalIds,
    createdAt: entry.createdAt.toISOString(),
    editedAt: iso(entry.editedAt),
    deletedAt: iso(entry.deletedAt),
    pinnedAt: iso(entry.pinnedAt),
  };
}
