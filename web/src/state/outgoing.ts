import type { OutboxEntry } from "@confab/client";
import type { FileFragment, MeFragment, MessageItemFragment } from "../gql/graphql.js";

/** A message on its way, with what is needed to show it before the server knows it. */
export interface Outgoing {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly body: string;
  readonly attachments: readonly FileFragment[];
  readonly mentions: readonly { readonly id: string; readonly name: string }[];
  readonly replyTo: MessageItemFragment["replyTo"];
}

export type OutgoingEntry = OutboxEntry<Outgoing>;

export function optimisticCopy(
  { input, createdAtMs }: OutgoingEntry,
  me: MeFragment,
): MessageItemFragment {
  return {
    id: input.clientMessageId,
    conversationId: input.conversationId,
    seq: Number.MAX_SAFE_INTEGER,
    revision: 0,
    kind: "USER",
    clientMessageId: input.clientMessageId,
    sender: me.user,
    type: null,
    body: input.body,
    attachments: [...input.attachments],
    mentions: [...input.mentions],
    replyTo: input.replyTo,
    reactions: [],
    systemEvent: null,
    subjects: [],
    subjectCount: 0,
    createdAt: new Date(createdAtMs).toISOString(),
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    status: "SENT",
  };
}
