import type { Types } from "mongoose";
import type { Membership } from "../membership/membership.model.js";
import type { MemberView, MemberViewService } from "./member-view.service.js";
import type { TrustedHead } from "./trusted-head.js";

/** A member who wants to write. */
export interface Permit {
  readonly membership: Membership;
  /**
   * When it was found, in the log's own time: it is good as long as the log is in that generation.
   * Null: of a service, which is no member, and whose permit does not end with anybody's membership.
   */
  readonly generation: object | null;
}

/**
 * Who may write to one conversation, without asking the database for each message. Who is a member
 * is written in the log: so whoever was one at some entry still is one as long as nothing that
 * follows is about members. That the next write is not refused proves that nothing else follows.
 */
export class KnownMembers {
  private readonly members = new Map<string, Membership>();
  private generation: object | null = null;

  constructor(
    private readonly conversationId: Types.ObjectId,
    private readonly head: TrustedHead,
    private readonly memberViews: Pick<MemberViewService, "find">,
  ) {}

  /** Null for whoever is not a member. */
  async find(userId: Types.ObjectId): Promise<Permit | null> {
    const { generation } = await this.head.read();
    this.begin(generation);
    const known = this.members.get(userId.toHexString());
    if (known) return { membership: known, generation };
    // The row alone is not enough: it may lack what the log has up to here.
    const view = await this.memberViews.find({ conversationId: this.conversationId, userId });
    return view && this.keep(view.membership, generation);
  }

  /** As the log says at this moment, whatever is remembered. */
  async findNow(userId: Types.ObjectId): Promise<Permit | null> {
    const view = await this.memberViews.find({ conversationId: this.conversationId, userId });
    return view && this.learn(view);
  }

  /** Somebody who was just found, together with the log's end. */
  learn({ membership, head }: MemberView): Permit {
    const { generation } = this.head.take(head);
    this.begin(generation);
    return this.keep(membership, generation);
  }

  private begin(generation: object): void {
    if (this.generation !== generation) this.members.clear();
    this.generation = generation;
  }

  private keep(membership: Membership, generation: object): Permit {
    if (this.generation === generation)
      this.members.set(membership.userId.toHexString(), membership);
    return { membership, generation };
  }
}
