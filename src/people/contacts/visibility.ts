import type { Types } from "mongoose";

/** What people have decided about each other, and about what others may see of them. */
export interface Visibility {
  /** Of the others, the ones who blocked the user or whom the user blocked; ids in hex. */
  blocked(
    userId: Types.ObjectId,
    otherIds: readonly Types.ObjectId[],
  ): Promise<ReadonlySet<string>>;
  /** Of the others, the ones who blocked the user; ids in hex. */
  shutOut(
    userId: Types.ObjectId,
    otherIds: readonly Types.ObjectId[],
  ): Promise<ReadonlySet<string>>;
  /** Of those people, the ones whose read positions the viewer may see; ids in hex. */
  receiptsVisible(
    viewerId: Types.ObjectId,
    ownerIds: readonly Types.ObjectId[],
  ): Promise<ReadonlySet<string>>;
  /** Of those people, the ones who let that inviter add them to groups; ids in hex. */
  groupsWelcome(
    inviterId: Types.ObjectId,
    ownerIds: readonly Types.ObjectId[],
  ): Promise<ReadonlySet<string>>;
  /** Of those people, the ones whose presence the viewer may see; ids in hex. */
  presenceVisible(
    viewerId: Types.ObjectId,
    ownerIds: readonly Types.ObjectId[],
  ): Promise<ReadonlySet<string>>;
}
