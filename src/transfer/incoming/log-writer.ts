import type { Model, Types } from "mongoose";
import type { LogHeads } from "../../chat/log/log-heads.js";
import type { LogStore } from "../../chat/log/log-store.js";
import type { LogProjector } from "../../chat/log/log-projector.js";
import { MessageKind, type Message } from "../../chat/log/message.model.js";
import type { HeadPosition } from "../../chat/log/position.js";
import { positioned, type Draft } from "../../chat/log/positioned.js";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { ReadingPositions } from "../../chat/membership/reading-positions.js";
import type { Hint } from "../../platform/hints/hint.js";

export interface LogWriterDependencies {
  readonly conversations: Model<Conversation>;
  readonly messages: Model<Message>;
  readonly store: LogStore;
  readonly heads: LogHeads;
  readonly positions: ReadingPositions;
  readonly projector: LogProjector;
  readonly publish: (hint: Hint) => void;
}

interface Sent {
  readonly senderId: Types.ObjectId;
  readonly seq: number;
  readonly ordinal: number;
}

interface Tail extends HeadPosition {
  readonly conversationId: Types.ObjectId;
  readonly lastMessageAt: Date;
  /** Nothing but what made the group was there before: so nothing of it can be stored already. */
  readonly wasEmpty: boolean;
  /** The newest of each sender, which is read with it. */
  readonly sent: Map<string, Sent>;
  /** How many entries the rows lack. */
  behind: number;
}

/** By it what came in by an import is told from what was written here. */
const IMPORTED = /^imported-/;
const MAX_TAILS = 50_000;
/** Whoever reads a log from its checkpoint on holds that many in memory. */
const MAX_BEHIND = 10_000;
const ROWS_AT_ONCE = 200;
const NOTHING = { seq: 0, revision: 0, ordinal: 0 };

/**
 * Entries at the end of many logs. Where a log ends is remembered; the unique indexes say when that
 * is no longer true, as nodes may run and write as well.
 */
export class LogWriter {
  private readonly tails = new Map<string, Tail>();

  constructor(private readonly deps: LogWriterDependencies) {}

  /** Those of these that exist. */
  async open(ids: readonly Types.ObjectId[]): Promise<Set<string>> {
    const missing = ids.filter((id) => !this.tails.has(id.toHexString()));
    await this.load(missing);
    return new Set(ids.map((id) => id.toHexString()).filter((hex) => this.tails.has(hex)));
  }

  wasEmpty(id: Types.ObjectId): boolean {
    return this.tails.get(id.toHexString())?.wasEmpty ?? false;
  }

  /** In that order, behind whatever is there. */
  async append(drafts: readonly Draft[]): Promise<void> {
    for (let left = drafts; left.length > 0;) {
      const entries = this.place(left);
      const clash = await this.deps.store.insert(entries);
      this.moveOn(clash ? entries.slice(0, clash.index) : entries);
      if (!clash) break;
      // Somebody wrote in between, or it is here: both are found by reading.
      await this.load(distinct(left));
      const known = await this.stored(left.slice(clash.index).map(({ _id }) => _id));
      left = left.slice(clash.index).filter(({ _id }) => !known.has(_id.toHexString()));
    }
    if (this.tails.size > MAX_TAILS) return this.settle();
    const touched = distinct(drafts).map((id) => this.tails.get(id.toHexString()));
    await this.bringUp(touched.filter((tail) => tail && tail.behind > MAX_BEHIND) as Tail[]);
  }

  async stored(ids: readonly Types.ObjectId[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const found = await this.deps.messages.collection
      .find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } })
      .toArray();
    return new Set(found.map(({ _id }) => _id.toHexString()));
  }

  /** Brings the rows up to the logs: lists, what senders have read, and last the checkpoints. */
  async settle(): Promise<void> {
    await this.bringUp([...this.tails.values()].filter(({ behind }) => behind > 0));
    this.tails.clear();
  }

  private async bringUp(due: readonly Tail[]): Promise<void> {
    for (let from = 0; from < due.length; from += ROWS_AT_ONCE) {
      const some = due.slice(from, from + ROWS_AT_ONCE);
      const [emptied, others]: [Tail[], Tail[]] = [[], []];
      for (const tail of some)
        (tail.wasEmpty || (await this.isImported(tail)) ? emptied : others).push(tail);
      await this.deps.positions.record(
        others.map(({ sent, ...tail }) => ({ ...tail, sent: [...sent.values()] })),
      );
      // What was read there is read here: an inbox of old messages would be mailed as news.
      await this.deps.positions.readAll(emptied);
      await this.deps.conversations.bulkWrite(
        some.map(({ conversationId, seq, revision, lastMessageAt }) => ({
          updateOne: {
            filter: { _id: conversationId },
            update: { $max: { lastSeq: seq, revision, lastMessageAt } },
          },
        })),
        { ordered: false },
      );
      for (const tail of some) {
        tail.behind = 0;
        tail.sent.clear();
      }
    }
  }

  /** Whether nobody has written there here. */
  private async isImported({ conversationId }: Tail): Promise<boolean> {
    const here = { kind: MessageKind.USER, clientMessageId: { $not: IMPORTED } };
    return !(await this.deps.messages.exists({ conversationId, ...here }));
  }

  private async load(ids: readonly Types.ObjectId[]): Promise<void> {
    const found = await this.deps.heads.many(ids);
    // A node that died may have left entries about members for whoever comes next.
    const due = found.filter(({ pending }) =>
      pending.some(({ kind }) => kind === MessageKind.SYSTEM),
    );
    for (const { conversationId } of due) await this.deps.projector.project([conversationId]);
    for (const head of found) {
      const { conversationId, seq, revision, ordinal, lastMessageAt } = head;
      const known = this.tails.get(conversationId.toHexString());
      this.tails.set(conversationId.toHexString(), {
        ...{ conversationId, seq, revision, ordinal, lastMessageAt },
        wasEmpty: known?.wasEmpty ?? ordinal === 0,
        sent: known?.sent ?? new Map<string, Sent>(),
        behind: (known?.behind ?? 0) + head.pending.length,
      });
    }
  }

  private place(drafts: readonly Draft[]): Message[] {
    const ends = new Map<string, HeadPosition>();
    return drafts.map((draft) => {
      const key = draft.conversationId.toHexString();
      const [entry] = positioned([draft], ends.get(key) ?? this.tails.get(key) ?? NOTHING);
      if (!entry) throw new Error("an entry has no place");
      ends.set(key, entry);
      return entry.deletedAt ? Object.assign(entry, { goneSeq: entry.seq }) : entry;
    });
  }

  private moveOn(stored: readonly Message[]): void {
    const moved = new Set<Tail>();
    for (const entry of stored) {
      const { conversationId, kind, senderId, seq, revision, ordinal, createdAt } = entry;
      const tail = this.tails.get(conversationId.toHexString());
      if (!tail) continue;
      if (kind === MessageKind.USER && senderId)
        tail.sent.set(senderId.toHexString(), { senderId, seq, ordinal });
      const lastMessageAt = createdAt > tail.lastMessageAt ? createdAt : tail.lastMessageAt;
      const behind = tail.behind + 1;
      moved.add(Object.assign(tail, { seq, revision, ordinal, lastMessageAt, behind }));
    }
    for (const { conversationId, seq, revision } of moved)
      this.deps.publish({
        kind: "log",
        conversationId: conversationId.toHexString(),
        ...{ seq, revision },
      });
  }
}

function distinct(drafts: readonly Draft[]): Types.ObjectId[] {
  const byHex = drafts.map(({ conversationId }) => [conversationId.toHexString(), conversationId]);
  return [...new Map(byHex as [string, Types.ObjectId][]).values()];
}
