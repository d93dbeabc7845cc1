import type { Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { toId } from "../../platform/core/id.js";
import type { PresenceStore } from "../awareness/presence-store.js";
import type { Conversation } from "../membership/conversation.model.js";
import { NotifyLevel, type Membership } from "../membership/membership.model.js";
import type { OutboxService } from "../../mail/outbox.service.js";
import { isSuspended, type User } from "../../people/users/user.model.js";
import { DEFAULT_SETTINGS } from "../../people/users/settings.model.js";
import type { UserService } from "../../people/users/user.service.js";
import { isDigestDue, isPauseOver, PAUSE_MS, UNREAD_FOR_MS } from "./digest-rules.js";
import type { Digest } from "./digest.model.js";
import type { Reader, UnreadNews } from "./unread-news.js";
import type { UnsubscribeLinks } from "./unsubscribe.js";

const HOUR_MS = 3_600_000;
/** Longer than any wait of the rules; at start, what may have been missed while nothing ran. */
const LOOK_BACK_MS = { usual: HOUR_MS, atStart: 24 * HOUR_MS };
const BATCH = 200;
const MAX_NAMED = 3;
/** Of one mail. */
const MAX_CONVERSATIONS = 10;
const NOBODY: ReadonlySet<string> = new Set();

/** A conversation that its member is to be told of. Without the messages: so many wait at once. */
interface Due {
  readonly row: Membership;
  readonly conversation: Conversation;
  readonly count: number;
  /** The first few. */
  readonly senderIds: readonly string[];
  readonly newestSeq: number;
}

interface Waiting {
  readonly user: User;
  readonly due: Due[];
}

export interface DigestDependencies {
  readonly digests: Model<Digest>;
  readonly conversations: Model<Conversation>;
  readonly memberships: Model<Membership>;
  readonly news: UnreadNews;
  /** Whom each of these people has blocked; by id in hex. */
  readonly blockedBy: (
    userIds: readonly Types.ObjectId[],
  ) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  readonly users: UserService;
  readonly presence: PresenceStore;
  readonly outbox: OutboxService;
  readonly links: UnsubscribeLinks;
  readonly now: () => Date;
}

/** Mails those who are away what waits for them. Several nodes may do so at once. */
export class DigestService {
  private looked = false;

  constructor(private readonly deps: DigestDependencies) {}

  async run(): Promise<void> {
    const now = this.deps.now();
    const back = this.looked ? LOOK_BACK_MS.usual : LOOK_BACK_MS.atStart;
    const lastMessageAt = { $gte: new Date(now.getTime() - back), $lte: now };
    const active = await this.deps.conversations.find({ lastMessageAt }).lean();
    const waiting = new Map<string, Waiting>();
    for (let at = 0; at < active.length; at += BATCH)
      await this.collect(active.slice(at, at + BATCH), now, waiting);
    for (const one of waiting.values()) await this.tell(one, now);
    this.looked = true;
  }

  /** Adds to `waiting` what is due in these conversations. */
  private async collect(
    conversations: readonly Conversation[],
    now: Date,
    waiting: Map<string, Waiting>,
  ): Promise<void> {
    const byId = new Map(conversations.map((one) => [one._id.toHexString(), one]));
    const conversationId = { $in: conversations.map(({ _id }) => _id) };
    const unread = await this.deps.memberships.find({ conversationId, unread: true }).lean();
    const reachable = unread.filter(
      (row) =>
        row.leftAt === null &&
        row.list !== "ARCHIVED" &&
        row.list !== "HIDDEN" &&
        !isMuted(row, now),
    );
    const ids = [...new Set(reachable.map(({ userId }) => userId.toHexString()))];
    const online = await this.deps.presence.read(ids);
    const found = await this.deps.users.findMany(ids);
    const blocked = await this.deps.blockedBy(ids.map(toId));
    const users = new Map(found.map((user, at) => [ids[at], user]));
    for (const row of reachable) {
      const id = row.userId.toHexString();
      const user = users.get(id);
      const conversation = byId.get(row.conversationId.toHexString());
      if (!user || !conversation || online.has(id)) continue;
      const { lastSeq } = conversation;
      const reader = { row, lastSeq, blocked: blocked.get(id) ?? NOBODY };
      const due = await this.dueIn(reader, user, now);
      if (!due) continue;
      const one = waiting.get(id) ?? { user, due: [] };
      one.due.push({ ...due, conversation });
      waiting.set(id, one);
    }
  }

  private async dueIn(
    { row, lastSeq, blocked }: Reader,
    user: User,
    now: Date,
  ): Promise<Omit<Due, "conversation"> | null> {
    const lastDigest = await this.deps.digests.findById(row._id).lean();
    if (lastDigest && !isPauseOver(lastDigest, now)) return null;
    const news = await this.deps.news.of({ row, lastSeq, blocked }, lastDigest?.seq ?? 0);
    const due = isDigestDue({
      now,
      oldestUnreadAt: news?.oldestAt ?? null,
      newestSeq: news?.newestSeq ?? 0,
      lastDigest,
      online: false,
      muted: isMuted(row, now),
      wanted: { ...DEFAULT_SETTINGS, ...user.settings }.emailDigest && !isSuspended(user, now),
    });
    if (!due || !news) return null;
    const { newestSeq, senderIds } = news;
    const count = await news.count();
    return count > 0 ? { row, count, senderIds: senderIds.slice(0, MAX_NAMED), newestSeq } : null;
  }

  /** One mail for a person, however many conversations wait. */
  private async tell({ user, due }: Waiting, now: Date): Promise<void> {
    const { _id, email } = user;
    // Another node tells the person, or has just done so.
    if (!email || !(await this.claim(_id, 0, now))) return;
    const named = due.slice(0, MAX_CONVERSATIONS);
    const conversations = await Promise.all(
      named.map(async ({ row, conversation, senderIds, count: unread }) => ({
        name: await this.nameOf(conversation, row),
        senders: (await this.deps.users.findShown(senderIds)).map(({ name }) => name),
        count: unread,
        one: unread === 1,
      })),
    );
    const count = due.reduce((sum, one) => sum + one.count, 0);
    await this.deps.outbox.enqueue({
      to: email,
      template: "digest",
      data: {
        conversations,
        others: due.length - named.length,
        count,
        one: count === 1,
        unsubscribeUrl: this.deps.links.for(_id),
      },
      idempotencyKey: `digest:${_id.toHexString()}:${now.getTime()}`,
      expiresAt: new Date(now.getTime() + UNREAD_FOR_MS + PAUSE_MS),
    });
    // Behind the mail: whoever dies before it has told nobody, and after the pause another node does.
    for (const { row, newestSeq } of due) await this.claim(row._id, newestSeq, now);
  }

  /** False: it was told of within the pause. */
  private async claim(_id: Types.ObjectId, seq: number, now: Date): Promise<boolean> {
    const sentAt = { $lte: new Date(now.getTime() - PAUSE_MS) };
    try {
      const { modifiedCount, upsertedCount } = await this.deps.digests.updateOne(
        { _id, sentAt },
        { sentAt: now, seq },
        { upsert: true },
      );
      return modifiedCount + upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async nameOf({ name }: Conversation, { peerId }: Membership): Promise<string> {
    if (name) return name;
    if (!peerId) return "a conversation";
    const [peer] = await this.deps.users.findShown([peerId.toHexString()]);
    return peer?.name ?? "a conversation";
  }
}

function isMuted({ notify, mutedUntil }: Membership, now: Date): boolean {
  return notify === NotifyLevel.NONE || (mutedUntil ? mutedUntil > now : false);
}
