import type { MessageItemFragment } from "../gql/graphql.js";
import type { OutgoingEntry } from "../state/outgoing.js";
import { dayKey } from "../ui/format.js";

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: string }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "system"; readonly key: string; readonly message: MessageItemFragment }
  | MessageRowData;

export interface MessageRowData {
  readonly kind: "message";
  readonly key: string;
  readonly message: MessageItemFragment;
  /** The first and the last of a run by one person. */
  readonly first: boolean;
  readonly last: boolean;
  readonly outgoing: OutgoingEntry | null;
}

export interface Unsent {
  readonly message: MessageItemFragment;
  readonly entry: OutgoingEntry;
}

/** One run ends where somebody else speaks, a day ends, or this much time has passed. */
const RUN_MS = 5 * 60_000;

export function rowsOf(
  messages: readonly MessageItemFragment[],
  unsent: readonly Unsent[],
  unreadAfterSeq: number | null,
  /**
   * Whether nothing came before the first of them. Otherwise its day may have begun earlier, and a line that
   * moves up with each page that is loaded would take along whoever reads at the top.
   */
  complete = false,
): readonly Row[] {
  const arrived = new Set(messages.flatMap((m) => m.clientMessageId ?? []));
  const waiting = unsent.filter(({ entry }) => !arrived.has(entry.clientMessageId));
  const entries = [
    ...messages.map((message) => ({ message, entry: null })),
    ...waiting.map(({ message, entry }) => ({ message, entry })),
  ];
  const rows: Row[] = [];
  entries.forEach(({ message, entry }, i) => {
    const before = entries[i - 1]?.message;
    const after = entries[i + 1]?.message;
    const newDay = before ? whenOf(before).day !== whenOf(message).day : complete;
    if (newDay)
      rows.push({
        kind: "day",
        key: `day-${whenOf(message).day}`,
        at: message.createdAt,
      });
    const opensUnread = before
      ? isUnreadStart(message, before, unreadAfterSeq)
      : complete && unreadAfterSeq !== null && message.seq > unreadAfterSeq;
    if (opensUnread) rows.push({ kind: "unread", key: "unread" });
    // The copy and its echo are one row: nothing jumps when the echo arrives.
    const key = message.clientMessageId ?? message.id;
    if (message.kind === "SYSTEM") return void rows.push({ kind: "system", key, message });
    const first = opensUnread || !continues(before, message);
    const last =
      !after || !continues(message, after) || isUnreadStart(after, message, unreadAfterSeq);
    rows.push({ kind: "message", key, message, first, last, outgoing: entry });
  });
  return rows;
}

function continues(a: MessageItemFragment | undefined, b: MessageItemFragment): boolean {
  return (
    a?.kind === "USER" &&
    b.kind === "USER" &&
    a.sender?.id === b.sender?.id &&
    whenOf(a).day === whenOf(b).day &&
    whenOf(b).atMs - whenOf(a).atMs < RUN_MS
  );
}

interface When {
  readonly atMs: number;
  readonly day: string;
}

const whens = new WeakMap<MessageItemFragment, When>();

/** Dates are dear, and every message that arrives asks for those of all that are loaded. */
function whenOf(message: MessageItemFragment): When {
  let when = whens.get(message);
  if (!when) {
    when = { atMs: Date.parse(message.createdAt), day: dayKey(message.createdAt) };
    whens.set(message, when);
  }
  return when;
}

function isUnreadStart(
  message: MessageItemFragment,
  before: MessageItemFragment | undefined,
  unreadAfterSeq: number | null,
): boolean {
  if (unreadAfterSeq === null || message.seq <= unreadAfterSeq) return false;
  return before !== undefined && before.seq <= unreadAfterSeq;
}
