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
  readonly hasOlder: boolean;
  /** True where the newest messages are not part of the stretch, as after a jump to an old one. */
  readonly hasNewer: boolean;
  readonly loading: Part | null;
  /** What could not be loaded, and why. */
  readonly failed: Part | null;
  readonly error: ConfabError | null;
}

export type Part = "window" | "older" | "newer";

export const EMPTY_TIMELINE: Timeline = {
  messages: [],
  ahead: [],
  hasOlder: false,
  hasNewer: false,
  loading: null,
  failed: null,
  error: null,
};

/** The page of the server, which positions are counted by. */
export const PAGE = 50;

/** A stretch that grows beyond this gives up its other end: what is far away is loaded again. */
const MAX_LOADED = 400;

const LOADED = { loading: null, failed: null, error: null } as const;

export function windowOf({ nodes, pageInfo }: MessagePageFragment): Timeline {
  return {
    messages: nodes,
    ahead: [],
    hasOlder: pageInfo.hasPreviousPage,
    hasNewer: pageInfo.hasNextPage,
    ...LOADED,
  };
}

/** What has arrived live while the page was on its way is kept. */
export function addOlder(timeline: Timeline, { nodes, pageInfo }: MessagePageFragment): Timeline {
  // A jump in the meantime has put another stretch in its place.
  if (!meet(nodes, timeline.messages)) return { ...timeline, loading: null };
  const messages = union(nodes, timeline.messages);
  const kept = messages.slice(0, MAX_LOADED);
  const cut = kept.length < messages.length;
  return {
    ...timeline,
    messages: kept,
    ahead: cut ? [] : timeline.ahead,
    hasOlder: pageInfo.hasPreviousPage,
    hasNewer: timeline.hasNewer || cut,
    ...LOADED,
  };
}

export function addNewer(timeline: Timeline, { nodes, pageInfo }: MessagePageFragment): Timeline {
  if (!meet(timeline.messages, nodes)) return { ...timeline, loading: null };
  const messages = union(timeline.messages, nodes);
  return close(withoutOldest({ ...timeline, messages, hasNewer: pageInfo.hasNextPage, ...LOADED }));
}

/** For those who are at the other end of it. */
export function withoutOldest(timeline: Timeline): Timeline {
  if (timeline.messages.length <= MAX_LOADED) return timeline;
  return { ...timeline, messages: timeline.messages.slice(-MAX_LOADED), hasOlder: true };
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
  const at = message.seq - first;
  const known = messages[at];
  if (!known || known.revision >= message.revision) return timeline;
  return { ...timeline, messages: messages.map((m, i) => (i === at ? message : m)) };
}

/** An answer quotes what it answers: an edit or a deletion shows there as well. */
export function withQuoted(timeline: Timeline, changed: MessageItemFragment): Timeline {
  const { id, body, deletedAt } = changed;
  if (!timeline.messages.some((m) => m.replyTo?.id === id)) return timeline;
  const messages = timeline.messages.map((m) =>
    m.replyTo?.id === id ? { ...m, replyTo: { ...m.replyTo, body, deletedAt } } : m,
  );
  return { ...timeline, messages };
}

/** What is ahead joins as soon as nothing is missing before it. */
function close(timeline: Timeline): Timeline {
  if (timeline.ahead.length === 0) return timeline;
  const messages = [...timeline.messages];
  const ahead: MessageItemFragment[] = [];
  for (const message of timeline.ahead) {
    const last = messages.at(-1)?.seq ?? message.seq - 1;
    if (message.seq === last + 1) messages.push(message);
    else if (message.seq > last) ahead.push(message);
  }
  return { ...timeline, messages, ahead };
}

type Messages = readonly MessageItemFragment[];

/** Whether nothing is missing between the two. */
function meet(older: Messages, newer: Messages): boolean {
  const [end, start] = [older.at(-1), newer[0]];
  return end === undefined || start === undefined || start.seq <= end.seq + 1;
}

function union(a: Messages, b: Messages): Messages {
  const bySeq = new Map<number, MessageItemFragment>();
  for (const message of [...a, ...b]) {
    const known = bySeq.get(message.seq);
    if (!known || known.revision < message.revision) bySeq.set(message.seq, message);
  }
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq);
}
