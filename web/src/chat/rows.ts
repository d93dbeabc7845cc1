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
    const newDay = !before || dayKey(before.createdAt) !== dayKey(message.createdAt);
    if (newDay)
      rows.push({
        kind: "day",
        key: `day-${message.createdAt.slice(0, 10)}`,
        at: message.createdAt,
      });
    const opensUnread = isUnreadStart(message, before, unreadAfterSeq);
    if (opensUnread) rows.push({ kind: "unread", key: "unread" });
    // The copy and its echo are one row: nothing jumps when the echo arrives.
    const key = message.clientMessageId ?? message.id;
    if (message.kind === "SYSTEM") return void rows.push({ kind: "system", key, message });
    const first = newDay || opensUnread || !continues(before, message);
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
    dayKey(a.createdAt) === dayKey(b.createdAt) &&
    Date.parse(b.createdAt) - Date.parse(a.createdAt) < RUN_MS
  );
}

function isUnreadStart(
  message: MessageItemFragment,
  before: MessageItemFragment | undefined,
  unreadAfterSeq: number | null,
): boolean {
  if (unreadAfterSeq === null || message.seq <= unreadAfterSeq) return false;
  return before !== undefined && before.seq <= unreadAfterSeq;
}
