import type { ConfabError } from "@confab/client";
import type { MessageItemFragment, MessagePageFragment } from "../gql/graphql.js";

/** A stretch of one conversation without a hole in it. */
export interface Timeline {
  readonly messages: readonly MessageItemFragment[];
  /**
   * Messages beyond a hole that the feed is about to fill: an answer to sending overtakes it after
   * a cut.
   */
  readonly ahead: readonly MessageItemFragment[];
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly hasOlder: boolean;
  /** True where the newest messages are not part of the stretch, as after a jump to an old one. */
  readonly hasNewer: boolean;
  readonly loading: "window" | "older" | "newer" | null;
  readonly error: ConfabError | null;
}

export const EMPTY_TIMELINE: Timeline = {
  messages: [],
  ahead: [],
  startCursor: null,
  endCursor: null,
  hasOlder: false,
  hasNewer: false,
  loading: null,
  error: null,
};

export function windowOf({ nodes, pageInfo }: MessagePageFragment): Timeline {
  return {
    messages: nodes,
    ahead: [],
    startCursor: pageInfo.startCursor,
    endCursor: pageInfo.endCursor,
    hasOlder: pageInfo.hasPreviousPage,
    hasNewer: pageInfo.hasNextPage,
    loading: null,
    error: null,
  };
}

/** What has arrived live while the page was on its way is kept. */
export function addOlder(timeline: Timeline, { nodes, pageInfo }: MessagePageFragment): Timeline {
  return {
    ...timeline,
    messages: union(timeline.messages, nodes),
    startCursor: pageInfo.startCursor ?? timeline.startCursor,
    hasOlder: pageInfo.hasPreviousPage,
    loading: null,
    error: null,
  };
}

export function addNewer(timeline: Timeline, { nodes, pageInfo }: MessagePageFragment): Timeline {
  return close({
    ...timeline,
    messages: union(timeline.messages, nodes),
    endCursor: pageInfo.endCursor ?? timeline.endCursor,
    hasNewer: pageInfo.hasNextPage,
    loading: null,
    error: null,
  });
}

/** A new message is appended where it follows; a known one is replaced by its greater revision. */
export function putMessage(timeline: Timeline, message: MessageItemFragment): Timeline {
  const { messages, hasNewer } = timeline;
  const first = messages[0]?.seq ?? message.seq;
  const last = messages.at(-1)?.seq ?? message.seq - 1;
  if (message.seq < first) return timeline;
  if (message.seq > last) {
    if (hasNewer) return timeline;
    return close({ ...timeline, ahead: union(timeline.ahead, [message]) });
  }
  const known = messages.find((m) => m.id === message.id);
  if (!known || known.revision >= message.revision) return timeline;
  return { ...timeline, messages: messages.map((m) => (m === known ? message : m)) };
}

/** What is ahead joins as soon as nothing is missing before it. */
function close(timeline: Timeline): Timeline {
  const messages = [...timeline.messages];
  const ahead: MessageItemFragment[] = [];
  for (const message of timeline.ahead) {
    const last = messages.at(-1)?.seq ?? message.seq - 1;
    if (message.seq === last + 1) messages.push(message);
    else if (message.seq > last) ahead.push(message);
  }
  return { ...timeline, messages, ahead };
}

function union(
  a: readonly MessageItemFragment[],
  b: readonly MessageItemFragment[],
): readonly MessageItemFragment[] {
  const bySeq = new Map<number, MessageItemFragment>();
  for (const message of [...a, ...b]) {
    const known = bySeq.get(message.seq);
    if (!known || known.revision < message.revision) bySeq.set(message.seq, message);
  }
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq);
}
