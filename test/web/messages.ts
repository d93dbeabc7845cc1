import type { MessageItemFragment, MessagePageFragment } from "../../web/src/gql/graphql.js";

const START = Date.parse("2026-03-02T09:00:00.000Z");

/** One minute apart, all by the same person unless told otherwise. */
export function message(
  seq: number,
  change: Partial<MessageItemFragment> = {},
): MessageItemFragment {
  return {
    id: `m${seq}`,
    conversationId: "c",
    seq,
    revision: seq,
    kind: "USER",
    clientMessageId: null,
    sender: { id: "ada", name: "Ada", kind: "PERSON", avatar: null, avatarUrl: null },
    type: null,
    body: `message ${seq}`,
    attachments: [],
    mentions: [],
    replyTo: null,
    reactions: [],
    systemEvent: null,
    subjects: [],
    subjectCount: 0,
    createdAt: new Date(START + seq * 60_000).toISOString(),
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    status: "SENT",
    ...change,
  };
}

export function page(
  seqs: readonly number[],
  { before = false, after = false } = {},
): MessagePageFragment {
  return {
    nodes: seqs.map((seq) => message(seq)),
    pageInfo: {
      hasPreviousPage: before,
      hasNextPage: after,
    },
  };
}
