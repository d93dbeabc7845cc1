import type { Types } from "mongoose";
import type { Membership } from "../membership/membership.model.js";
import type { MemberKey, MembershipService } from "../membership/membership.service.js";
import type { AccessService } from "./access.service.js";
import type { TrustedHead } from "./trusted-head.js";

/** A member who wants to write. */
export interface Permit {
  readonly membership: Membership;
  /** When it was found, in the log's own time; null where the row was asked just now. */
  readonly era: object | null;
}

/**
 * Who may write to one conversation, without asking the database for each message. Who is a member
 * is written in the log: so whoever was one at some entry still is one as long as this node itself
 * wrote all entries since, and they are messages. That the next write is not refused proves it.
 */
export class KnownMembers {
  private readonly members = new Map<string, Membership>();
  private era: object | null = null;

  constructor(
    private readonly conversationId: Types.ObjectId,
    private readonly head: TrustedHead,
    private readonly rows: Pick<MembershipService, "find">,
    private readonly access: Pick<AccessService, "find">,
  ) {}

  /** Null for whoever is not a member. */
  async find(userId: Types.ObjectId): Promise<Permit | null> {
    const { era } = await this.head.read();
    const key: MemberKey = { conversationId: this.conversationId, userId };
    if (this.head.contended) {
      const membership = await this.rows.find(key);
      return membership && { membership, era: null };
    }
    if (this.era !== era) this.members.clear();
    this.era = era;
    const id = userId.toHexString();
    // The row alone is not enough: it may lack what the log has up to here.
    const membership = this.members.get(id) ?? (await this.access.find(key))?.membership;
    if (!membership) return null;
    if (this.era === era) this.members.set(id, membership);
    return { membership, era };
  }
}
