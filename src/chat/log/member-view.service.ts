import type { Types } from "mongoose";
import type { Membership } from "../membership/membership.model.js";
import type { MemberKey, MembershipService } from "../membership/membership.service.js";
import { notFound } from "../../platform/core/errors.js";
import { Batcher } from "../../platform/core/batcher.js";
import { MessageKind } from "./message.model.js";
import type { LogHead, LogHeads } from "./log-heads.js";
import type { LogProjector } from "./log-projector.js";
import { affectedBy } from "./membership-change.js";

const LEFT_BEHIND_MS = 5_000;

/** A member, and how far their conversation has come: what every read begins with. */
export interface MemberView {
  readonly membership: Membership;
  readonly head: LogHead;
}

/** Those of conversations that exist, in any order. */
export type ReadHeads = (conversationIds: readonly Types.ObjectId[]) => Promise<LogHead[]>;

/**
 * Who may read. The row answers, unless the log has an entry about that person which a crash kept
 * from the row: then the log is right, and the row is brought up to it first.
 */
export class MemberViewService {
  private readonly batcher = new Batcher((keys: readonly MemberKey[]) => this.findMany(keys));
  private readonly readHeads: ReadHeads = (ids) => this.heads.many(ids);

  constructor(
    private readonly memberships: MembershipService,
    private readonly heads: LogHeads,
    private readonly projector: LogProjector,
  ) {}

  find(key: MemberKey): Promise<MemberView | null> {
    return this.batcher.ask(key);
  }

  async require(key: MemberKey): Promise<MemberView> {
    const view = await this.find(key);
    if (!view) throw notFound("conversation");
    return view;
  }

  /** Where entries wait for rows that the node which wrote them no longer makes. */
  repairLater(head: Pick<LogHead, "conversationId" | "pending" | "deleted">): void {
    if (isLeftBehind(head)) this.projector.schedule(head.conversationId);
  }

  /** All members as the logs name them, longest first. */
  async members(
    conversationIds: readonly Types.ObjectId[],
    readHeads = this.readHeads,
  ): Promise<Membership[]> {
    await this.catchUp(conversationIds, readHeads);
    return this.memberships.ofConversations(conversationIds);
  }

  /** How many there are of them. */
  async memberCounts(
    conversationIds: readonly Types.ObjectId[],
    readHeads = this.readHeads,
  ): Promise<ReadonlyMap<string, number>> {
    await this.catchUp(conversationIds, readHeads);
    return this.memberships.counts(conversationIds);
  }

  /** Brings rows up to entries about members that they do not have yet. */
  private async catchUp(
    conversationIds: readonly Types.ObjectId[],
    readHeads: ReadHeads,
  ): Promise<void> {
    const heads = await readHeads(conversationIds);
    const behind = heads.filter(({ pending }) =>
      pending.some((entry) => affectedBy(entry).length > 0),
    );
    if (behind.length > 0)
      await this.projector.project(behind.map(({ conversationId }) => conversationId));
  }

  /** In the order of `keys`; null where that person is not a member. */
  async findMany(
    keys: readonly MemberKey[],
    readHeads = this.readHeads,
  ): Promise<(MemberView | null)[]> {
    // In this order: what was projected in between is in the row then, and not missing in both.
    const heads = await readHeads(unique(keys.map(({ conversationId }) => conversationId)));
    let rows = byKey(await this.memberships.findMany(keys));
    for (const head of heads) this.repairLater(head);
    const headById = new Map(heads.map((head) => [head.conversationId.toHexString(), head]));
    const headOf = (id: Types.ObjectId) => headById.get(id.toHexString());
    const rowOf = (key: MemberKey) => rows.get(nameOf(key)) ?? null;
    const behind = keys.filter((key) => {
      const head = headOf(key.conversationId);
      return head && isBehind(rowOf(key), head, key.userId);
    });
    if (behind.length > 0) {
      await this.projector.project(unique(behind.map(({ conversationId }) => conversationId)));
      rows = byKey(await this.memberships.findMany(keys));
    }
    return keys.map((key) => {
      const [membership, head] = [rowOf(key), headOf(key.conversationId)];
      return membership && head ? { membership, head } : null;
    });
  }
}

export interface Reading {
  readonly readSeq: number;
  readonly readOrdinal: number;
  readonly deliveredSeq: number;
}

/** How far that member has come. Sending reads, also where the row does not know the message yet. */
export function readingOf(
  { userId, readSeq, readOrdinal, deliveredSeq }: Membership,
  { pending }: LogHead,
): Reading {
  const own = pending.findLast(
    ({ kind, senderId }) => kind === MessageKind.USER && senderId?.equals(userId),
  );
  if (!own || own.seq <= readSeq) return { readSeq, readOrdinal, deliveredSeq };
  const { seq, ordinal } = own;
  return { readSeq: seq, readOrdinal: ordinal, deliveredSeq: Math.max(seq, deliveredSeq) };
}

/** USER messages beyond the read position, deleted ones included. */
export function unreadIn({ membership, head }: MemberView): number {
  return Math.max(0, head.ordinal - readingOf(membership, head).readOrdinal);
}

/** Entries that no node has brought in for so long were left by one that died. */
function isLeftBehind({
  pending: [oldest],
  deleted: [first],
}: Pick<LogHead, "pending" | "deleted">): boolean {
  const since = [oldest?.createdAt, first?.deletedAt].filter((at) => at instanceof Date);
  return since.some((at) => Date.now() - at.getTime() > LEFT_BEHIND_MS);
}

function isBehind(row: Membership | null, { pending }: LogHead, userId: Types.ObjectId): boolean {
  return pending.some(
    (entry) =>
      entry.seq > (row?.appliedSeq ?? 0) && affectedBy(entry).some((id) => id.equals(userId)),
  );
}

function byKey(rows: readonly Membership[]): ReadonlyMap<string, Membership> {
  return new Map(rows.map((row) => [nameOf(row), row]));
}

function nameOf({ conversationId, userId }: MemberKey): string {
  return `${conversationId.toHexString()}:${userId.toHexString()}`;
}

function unique(ids: readonly Types.ObjectId[]): Types.ObjectId[] {
  return [...new Map(ids.map((id) => [id.toHexString(), id])).values()];
}
