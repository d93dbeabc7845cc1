import type { Types } from "mongoose";
import type { Membership } from "../membership/membership.model.js";
import type { Access, AccessService } from "./access.service.js";
import type { TrustedHead } from "./trusted-head.js";

/** A member who wants to write. */
export interface Permit {
  readonly membership: Membership;
  /** When it was found, in the log's own time: it is good as long as the log is in that era. */
  readonly era: object;
}

/**
 * Who may write to one conversation, without asking the database for each message. Who is a member
 * is written in the log: so whoever was one at some entry still is one as long as nothing that
 * follows is about members. That the next write is not refused proves that nothing else follows.
 */
export class KnownMembers {
  private readonly members = new Map<string, Membership>();
  private era: object | null = null;

  constructor(
    private readonly conversationId: Types.ObjectId,
    private readonly head: TrustedHead,
    private readonly access: Pick<AccessService, "find">,
  ) {}

  /** Null for whoever is not a member. */
  async find(userId: Types.ObjectId): Promise<Permit | null> {
    const { era } = await this.head.read();
    this.begin(era);
    const known = this.members.get(userId.toHexString());
    if (known) return { membership: known, era };
    // The row alone is not enough: it may lack what the log has up to here.
    const access = await this.access.find({ conversationId: this.conversationId, userId });
    return access && this.keep(access.membership, era);
  }

  /** As the log says at this moment, whatever is remembered. */
  async isNow(userId: Types.ObjectId): Promise<boolean> {
    return (await this.access.find({ conversationId: this.conversationId, userId })) !== null;
  }

  /** Somebody who was just found, together with the log's end. */
  learn({ membership, end }: Access): Permit {
    const { era } = this.head.take(end);
    this.begin(era);
    return this.keep(membership, era);
  }

  private begin(era: object): void {
    if (this.era !== era) this.members.clear();
    this.era = era;
  }

  private keep(membership: Membership, era: object): Permit {
    if (this.era === era) this.members.set(membership.userId.toHexString(), membership);
    return { membership, era };
  }
}
