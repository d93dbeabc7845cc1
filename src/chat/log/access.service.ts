import type { Types } from "mongoose";
import type { Membership } from "../membership/membership.model.js";
import type { MemberKey, MembershipService } from "../membership/membership.service.js";
import { notFound } from "../../platform/core/errors.js";
import { Joined } from "../../platform/core/joined.js";
import { MessageKind } from "./message.model.js";
import type { LogEnd, LogEnds } from "./log-ends.js";
import type { LogProjector } from "./log-projector.js";
import { affectedBy } from "./membership-change.js";

const LEFT_BEHIND_MS = 5_000;

/** A member, and how far their conversation has come: what every read begins with. */
export interface Access {
  readonly membership: Membership;
  readonly end: LogEnd;
}

/** Those of conversations that exist, in any order. */
export type ReadEnds = (conversationIds: readonly Types.ObjectId[]) => Promise<LogEnd[]>;

/**
 * Who may read. The row answers, unless the log has an entry about that person which a crash kept
 * from the row: then the log is right, and the row is brought up to it first.
 */
export class AccessService {
  private readonly joined = new Joined((keys: readonly MemberKey[]) => this.findMany(keys));
  private readonly readEnds: ReadEnds = (ids) => this.ends.many(ids);

  constructor(
    private readonly memberships: MembershipService,
    private readonly ends: LogEnds,
    private readonly projector: LogProjector,
  ) {}

  find(key: MemberKey): Promise<Access | null> {
    return this.joined.ask(key);
  }

  async require(key: MemberKey): Promise<Access> {
    const access = await this.find(key);
    if (!access) throw notFound("conversation");
    return access;
  }

  /** Where entries wait for rows that the node which wrote them no longer makes. */
  repairLater(end: Pick<LogEnd, "conversationId" | "tail" | "deleted">): void {
    if (isLeftBehind(end)) this.projector.schedule(end.conversationId);
  }

  /** All members as the logs name them, longest first. */
  async members(
    conversationIds: readonly Types.ObjectId[],
    readEnds = this.readEnds,
  ): Promise<Membership[]> {
    await this.catchUp(conversationIds, readEnds);
    return this.memberships.ofConversations(conversationIds);
  }

  /** How many there are of them. */
  async memberCounts(
    conversationIds: readonly Types.ObjectId[],
    readEnds = this.readEnds,
  ): Promise<ReadonlyMap<string, number>> {
    await this.catchUp(conversationIds, readEnds);
    return this.memberships.counts(conversationIds);
  }

  /** Brings rows up to entries about members that they do not have yet. */
  private async catchUp(
    conversationIds: readonly Types.ObjectId[],
    readEnds: ReadEnds,
  ): Promise<void> {
    const ends = await readEnds(conversationIds);
    const behind = ends.filter(({ tail }) => tail.some((entry) => affectedBy(entry).length > 0));
    if (behind.length > 0)
      await this.projector.project(behind.map(({ conversationId }) => conversationId));
  }

  /** In the order of `keys`; null where that person is not a member. */
  async findMany(keys: readonly MemberKey[], readEnds = this.readEnds): Promise<(Access | null)[]> {
    // In this order: what was projected in between is in the row then, and not missing in both.
    const ends = await readEnds(unique(keys.map(({ conversationId }) => conversationId)));
    let rows = byKey(await this.memberships.findMany(keys));
    for (const end of ends) this.repairLater(end);
    const endById = new Map(ends.map((end) => [end.conversationId.toHexString(), end]));
    const endOf = (id: Types.ObjectId) => endById.get(id.toHexString());
    const rowOf = (key: MemberKey) => rows.get(nameOf(key)) ?? null;
    const behind = keys.filter((key) => {
      const end = endOf(key.conversationId);
      return end && isBehind(rowOf(key), end, key.userId);
    });
    if (behind.length > 0) {
      await this.projector.project(unique(behind.map(({ conversationId }) => conversationId)));
      rows = byKey(await this.memberships.findMany(keys));
    }
    return keys.map((key) => {
      const [membership, end] = [rowOf(key), endOf(key.conversationId)];
      return membership && end ? { membership, end } : null;
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
  { tail }: LogEnd,
): Reading {
  const own = tail.findLast(
    ({ kind, senderId }) => kind === MessageKind.USER && senderId?.equals(userId),
  );
  if (!own || own.seq <= readSeq) return { readSeq, readOrdinal, deliveredSeq };
  const { seq, ordinal } = own;
  return { readSeq: seq, readOrdinal: ordinal, deliveredSeq: Math.max(seq, deliveredSeq) };
}

/** USER messages beyond the read position, deleted ones included. */
export function unreadIn({ membership, end }: Access): number {
  return Math.max(0, end.ordinal - readingOf(membership, end).readOrdinal);
}

/** Entries that no node has brought in for so long were left by one that died. */
function isLeftBehind({
  tail: [oldest],
  deleted: [first],
}: Pick<LogEnd, "tail" | "deleted">): boolean {
  const since = [oldest?.createdAt, first?.deletedAt].filter((at) => at instanceof Date);
  return since.some((at) => Date.now() - at.getTime() > LEFT_BEHIND_MS);
}

function isBehind(row: Membership | null, { tail }: LogEnd, userId: Types.ObjectId): boolean {
  return tail.some(
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
