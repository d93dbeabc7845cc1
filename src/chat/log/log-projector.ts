import type { Model, Types } from "mongoose";
import type { Conversation } from "../membership/conversation.model.js";
import type { Activity, ReadingPositions } from "../membership/reading-positions.js";
import { MessageKind, type Message } from "./message.model.js";
import { SystemEvent } from "./system-event.model.js";
import type { Hint } from "../../platform/hints/hint.js";
import type { OnFault } from "../../platform/core/fault.js";
import type { LogHead, LogHeads } from "./log-heads.js";
import type { LogStore } from "./log-store.js";
import type { Standing } from "./standing.js";
import type { MembershipProjector } from "./membership-projector.js";

export interface ProjectorDependencies {
  readonly store: LogStore;
  readonly standing: Standing;
  readonly heads: LogHeads;
  readonly conversations: Model<Conversation>;
  readonly memberships: MembershipProjector;
  readonly positions: ReadingPositions;
  readonly publish: (hint: Hint) => void;
  readonly onFault: OnFault;
}

const EVERY_MS = 1_000;
/** More at once would keep those who send waiting for the database. */
const AT_ONCE = 20;

/**
 * Brings what the log says into the rows that are derived from it: who is a member, the name, the
 * order of the lists, how far senders have read; and last of all the checkpoint from which the log's end
 * is read. A crash in between leaves a checkpoint that is too low, so the same entries come again, from
 * any node: each step may be repeated, and none depends on who wrote the entry.
 */
export class LogProjector {
  private readonly due = new Map<string, Types.ObjectId>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  /** Taken out of `due`, and not in the rows yet. */
  private readonly underWay = new Set<string>();

  constructor(private readonly deps: ProjectorDependencies) {}

  /** Something was appended or changed: it is brought in within a second. */
  schedule(conversationId: Types.ObjectId): void {
    this.due.set(conversationId.toHexString(), conversationId);
    this.arm();
  }

  /** Whether everything that was scheduled is in the rows. */
  get idle(): boolean {
    return this.due.size === 0 && this.underWay.size === 0;
  }

  /** Those of these that wait, so that a list that is read next has them. */
  async bringIn(conversationIds: readonly Types.ObjectId[]): Promise<void> {
    const waiting = conversationIds.filter((id) => {
      const key = id.toHexString();
      return this.due.has(key) || this.underWay.has(key);
    });
    if (waiting.length > 0) await this.project(waiting);
  }

  /** Brings in all that was scheduled before. */
  settle(): Promise<void> {
    // One at a time: what piles up behind a slow database goes in together.
    this.running = this.running.catch(() => undefined).then(() => this.flush());
    return this.running;
  }

  /** Brings these in now, whoever wrote them. */
  async project(conversationIds: readonly Types.ObjectId[]): Promise<void> {
    const behind = (await this.deps.heads.many(conversationIds)).filter(({ seq }) => seq > 0);
    if (behind.length === 0) return;
    for (const entry of await this.systemEntries(behind)) await this.apply(entry);
    const active = behind.filter(({ pending }) => pending.length > 0);
    if (active.length > 0) await this.record(active.map(activityOf));
    await this.leaveOutDeleted(behind.filter(({ deleted }) => deleted.length > 0));
    await this.moveCheckpoints(behind);
  }

  /** A SYSTEM message, in the rows that it is about. */
  private async apply(entry: Message): Promise<void> {
    if (entry.systemEvent === SystemEvent.CONVERSATION_RENAMED)
      await this.deps.conversations.updateOne(
        { _id: entry.conversationId, namedSeq: { $lt: entry.seq } },
        { $set: { name: entry.body, namedSeq: entry.seq } },
      );
    else await this.deps.memberships.apply(entry);
  }

  private arm(): void {
    this.timer ??= setTimeout(() => void this.settle().catch(() => undefined), EVERY_MS).unref();
  }

  private async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const due = [...this.due];
    this.due.clear();
    for (const [key] of due) this.underWay.add(key);
    try {
      const ids = due.map(([, id]) => id);
      for (let from = 0; from < ids.length; from += AT_ONCE)
        await this.project(ids.slice(from, from + AT_ONCE));
    } catch (error) {
      for (const [key, id] of due) this.due.set(key, id);
      this.deps.onFault("rows cannot be brought up to their log", error);
      // Nobody may write here again: it is tried again all the same.
      this.arm();
      throw error;
    } finally {
      this.underWay.clear();
    }
  }

  private async record(activities: readonly Activity[]): Promise<void> {
    await this.deps.positions.record(activities);
    for (const { conversationId, sent } of activities)
      for (const { senderId } of sent)
        this.deps.publish({
          kind: "receipt",
          conversationId: conversationId.toHexString(),
          userId: senderId.toHexString(),
        });
  }

  private async leaveOutDeleted(heads: readonly LogHead[]): Promise<void> {
    if (heads.length === 0) return;
    const standings = heads.map(
      async ({ conversationId, pair, seq, revision, ordinal, deleted }) => ({
        conversationId,
        pair,
        revision,
        headOrdinal: ordinal,
        standingOrdinal: await this.deps.standing.ordinal(conversationId, { seq, ordinal }),
        goneOrdinal: Math.max(...deleted.map((entry) => entry.ordinal)),
      }),
    );
    await this.deps.positions.settle(await Promise.all(standings));
  }

  private async systemEntries(behind: readonly LogHead[]): Promise<Message[]> {
    const pending = behind.flatMap(({ pending }) => pending);
    const found = await this.deps.store.byKey(
      pending.filter(({ kind }) => kind === MessageKind.SYSTEM),
    );
    return found.sort((a, b) => a.seq - b.seq);
  }

  private async moveCheckpoints(heads: readonly LogHead[]): Promise<void> {
    const updates = heads.map(({ conversationId, seq, revision, lastMessageAt }) => ({
      updateOne: {
        // Where nothing moves there is no news either.
        filter: {
          _id: conversationId,
          $or: [{ revision: { $lt: revision } }, { lastSeq: { $lt: seq } }],
        },
        update: {
          $max: { lastSeq: seq, revision, lastMessageAt },
          $currentDate: { newsAt: true as const },
        },
      },
    }));
    await this.deps.conversations.bulkWrite(updates, { ordered: false });
  }
}

function activityOf({ conversationId, pair, lastMessageAt, ordinal, pending }: LogHead): Activity {
  const sent = new Map<string, { senderId: Types.ObjectId; seq: number; ordinal: number }>();
  for (const { kind, senderId, seq, ordinal: at } of pending)
    if (kind === MessageKind.USER && senderId)
      sent.set(senderId.toHexString(), { senderId, seq, ordinal: at });
  return { conversationId, pair, lastMessageAt, ordinal, sent: [...sent.values()] };
}
