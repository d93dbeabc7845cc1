import type { Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { MemberKey } from "../membership/membership.service.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import { InvitationState, type Invitation } from "./invitation.model.js";

const MAX_RACES = 20;
/** Whoever has declined is left alone by that group for so long. */
const PEACE_MS = 30 * 24 * 3_600_000;
const OPEN = [InvitationState.PENDING, InvitationState.ACCEPTED];

export interface Asking extends MemberKey {
  readonly inviterId: Types.ObjectId;
  readonly afterSeq: number;
}

/** The rows of the invitations: each changes from the state that was read, or not at all. */
export class InvitationRows {
  constructor(
    private readonly rows: Model<Invitation>,
    private readonly own: OwnChanges,
  ) {}

  find({ conversationId, userId }: MemberKey): Promise<Invitation | null> {
    return this.rows.findOne({ conversationId, userId }).lean();
  }

  /** Those that wait for an answer, oldest first; `after` is the id of the last one seen. */
  open(userId: Types.ObjectId, after: Types.ObjectId | null, limit: number): Promise<Invitation[]> {
    const filter = { userId, state: { $in: OPEN }, ...(after && { _id: { $gt: after } }) };
    return this.rows.find(filter).sort({ _id: 1 }).limit(limit).lean();
  }

  /** May be repeated. Whoever has declined lately is not asked, and nobody is told. */
  async ask(asking: Asking): Promise<void> {
    const { conversationId, userId, inviterId, afterSeq } = asking;
    for (let races = 0; races < MAX_RACES; races += 1) {
      const known = await this.find(asking);
      if (!known) {
        if (await this.insert(asking)) return;
        continue;
      }
      const { state, answeredAt } = known;
      const isOpen = state !== InvitationState.DECLINED && known.afterSeq === afterSeq;
      if (isOpen && known.inviterId.equals(inviterId)) return;
      if (state === InvitationState.DECLINED && answeredAt && isRecent(answeredAt)) return;
      const fresh = { conversationId, userId, inviterId, afterSeq, createdAt: new Date() };
      const next = { ...fresh, state: isOpen ? state : InvitationState.PENDING, answeredAt: null };
      if (await this.change(known, next)) return;
    }
    throw new Error("too many changes of one invitation at once");
  }

  /** False: somebody else changed it in the meantime. */
  async change(invitation: Invitation, next: Partial<Invitation>): Promise<boolean> {
    const { _id, version } = invitation;
    const { modifiedCount } = await this.showing(invitation, () =>
      this.rows.updateOne({ _id, version }, { $set: { ...next, version: version + 1 } }),
    );
    return modifiedCount === 1;
  }

  async remove({ conversationId, userId }: MemberKey): Promise<void> {
    await this.showing({ conversationId, userId }, () =>
      this.rows.deleteOne({ conversationId, userId }),
    );
  }

  /** For whoever is erased: what they were asked, and what they asked others. */
  async forget(userId: Types.ObjectId): Promise<void> {
    await this.rows.deleteMany({ userId });
    await this.rows.deleteMany({ inviterId: userId });
  }

  private showing<Result>(
    { userId, conversationId }: MemberKey,
    write: () => Promise<Result>,
  ): Promise<Result> {
    const change = { userId, thing: OwnThing.INVITATION, entityId: conversationId };
    return this.own.during([change], write);
  }

  private async insert(asking: Asking): Promise<boolean> {
    const { conversationId, userId, inviterId, afterSeq } = asking;
    const start = { state: InvitationState.PENDING, version: 1, createdAt: new Date() };
    try {
      const row = { conversationId, userId, inviterId, afterSeq, ...start };
      await this.showing(asking, () => this.rows.create(row));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

function isRecent(at: Date): boolean {
  return Date.now() - at.getTime() < PEACE_MS;
}
