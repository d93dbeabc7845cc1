import { NotifyLevel, type Membership } from "../membership/membership.model.js";
import type { UnreadCounts } from "../conversations/unread-counts.js";
import type { Notice, SeqRange } from "../log/log-ranges.js";
import type { LogStore } from "../log/log-store.js";
import { MessageKind } from "../log/message.model.js";

const STRETCH = 100;
const MAX_STRETCH = 1_000;
/** Behind so many that the reader is not told of, the others are not looked for. */
const MAX_LOOKED_AT = 10_000;

/** The unread messages of a conversation that its member is told of. */
export interface News {
  readonly oldestAt: Date;
  readonly newestSeq: number;
  readonly senderIds: readonly string[];
  /** How many there are of them, which may cost more than to know that there are some. */
  count(): Promise<number>;
}

export interface Reader {
  readonly row: Membership;
  /** The newest position of the log. */
  readonly lastSeq: number;
  /** Those whom the reader has blocked; ids in hex. */
  readonly blocked: ReadonlySet<string>;
}

type Step = "up" | "down";

/** Finds what is new to somebody without reading all that is unread. */
export class UnreadNews {
  constructor(
    private readonly store: LogStore,
    private readonly counts: Pick<UnreadCounts, "total">,
  ) {}

  /** Null: nothing, or nothing behind `toldSeq`. */
  async of(reader: Reader, toldSeq: number): Promise<News | null> {
    return reader.row.notify === NotifyLevel.MENTIONS
      ? this.mentions(reader, toldSeq)
      : this.all(reader, toldSeq);
  }

  /** An index holds the mentions of each person: however many other messages stand between. */
  private async mentions(reader: Reader, toldSeq: number): Promise<News | null> {
    const { row, lastSeq, blocked } = reader;
    const range = { conversationId: row.conversationId, after: before(row), to: lastSeq };
    const told = { ...range, after: Math.max(range.after, toldSeq) };
    const [newest] = await this.firstMentions(reader, told, "upper");
    const oldest = newest && (await this.firstMentions(reader, range, "lower"));
    if (!newest || !oldest?.[0]) return null;
    return newsOf(oldest, newest.seq, () =>
      this.store.countMentioning(row.userId, range, [...blocked]),
    );
  }

  /** Of the first page that holds any. */
  private async firstMentions(
    reader: Reader,
    given: SeqRange,
    from: "lower" | "upper",
  ): Promise<Notice[]> {
    let range = given;
    for (let looked = 0; looked < MAX_LOOKED_AT; looked += MAX_STRETCH) {
      const limit = MAX_STRETCH;
      const found = await this.store.mentioning(reader.row.userId, range, { from, limit });
      const notices = found.filter((one) => concerns(one, reader));
      const last = found.at(-1);
      if (notices.length > 0 || !last || found.length < limit) return notices;
      range = from === "lower" ? { ...range, after: last.seq } : { ...range, to: last.seq - 1 };
    }
    return [];
  }

  private async all(reader: Reader, toldSeq: number): Promise<News | null> {
    const { row, lastSeq, blocked } = reader;
    const after = before(row);
    const from = Math.max(after, toldSeq);
    const newest = (await this.first(reader, { after: from, to: lastSeq }, "down")).at(-1);
    const oldest = newest && (await this.first(reader, { after, to: newest.seq }, "up"));
    if (!newest || !oldest?.[0]) return null;
    return newsOf(oldest, newest.seq, async () => {
      const unread = await this.counts.total([row]);
      if (blocked.size === 0) return unread;
      const range = { conversationId: row.conversationId, after, to: lastSeq };
      return unread - (await this.store.countOf([...blocked], range));
    });
  }

  /** Of the first stretch that holds any, ascending. */
  private async first(
    reader: Reader,
    { after, to }: { readonly after: number; readonly to: number },
    step: Step,
  ): Promise<Notice[]> {
    const { conversationId } = reader.row;
    const end = Math.min(to - after, MAX_LOOKED_AT);
    for (let done = 0, size = STRETCH; done < end; size = Math.min(size * 2, MAX_STRETCH)) {
      const length = Math.min(size, end - done);
      const low = step === "up" ? after + done + 1 : to - done - length + 1;
      const found = await this.store.notices(conversationId, low, low + length - 1);
      const messages = found.filter((message) => concerns(message, reader));
      if (messages.length > 0) return messages;
      done += length;
    }
    return [];
  }
}

function newsOf(
  messages: readonly Notice[],
  newestSeq: number,
  count: () => Promise<number>,
): News | null {
  const [oldest] = messages;
  if (!oldest) return null;
  const senders = new Set(messages.flatMap(({ senderId }) => senderId?.toHexString() ?? []));
  return { oldestAt: oldest.createdAt, newestSeq, senderIds: [...senders], count };
}

/** The last position that is not news. */
function before({ readSeq, joinedSeq }: Membership): number {
  return Math.max(readSeq, joinedSeq - 1);
}

function concerns({ kind, senderId, deletedAt }: Notice, { row, blocked }: Reader): boolean {
  if (kind !== MessageKind.USER || deletedAt || !senderId) return false;
  return !senderId.equals(row.userId) && !blocked.has(senderId.toHexString());
}
