import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

/** How far a follower is in one conversation; there is none for those that had no news since it began. */
@index({ follower: 1, dueAt: 1 })
export class FollowerPosition {
  /** `<follower>/<conversation>`. */
  @prop({ type: () => String, required: true })
  _id!: string;

  @prop({ type: () => String, required: true })
  follower!: string;

  @prop({ type: () => Types.ObjectId, required: true })
  conversationId!: Types.ObjectId;

  /** All up to here is done. Null: it begins where its follower does, which nobody has looked up yet. */
  @prop({ type: () => Number })
  revision!: number | null;

  /**
   * Revisions before it at which something was created that had changed again when they were read: it
   * comes later, and is new then.
   */
  @prop({ type: () => [Number] })
  passed?: readonly number[];

  /** The log is known to go that far. */
  @prop({ type: () => Number, required: true })
  head!: number;

  /** That of its follower as of which `revision` is. */
  @prop({ type: () => Number, required: true })
  epoch!: number;

  /** That of its follower when it was last found to be behind: whoever goes on does not rest before it. */
  @prop({ type: () => Number })
  wanted?: number | null;

  /**
   * When somebody is to go on here; null: nothing to do. Whoever goes on moves it ahead first, which is
   * the lease: when they have died, it is due again.
   */
  @prop({ type: () => Date })
  dueAt?: Date | null;

  /** Since when there is something to do. */
  @prop({ type: () => Date })
  behindSince?: Date | null;

  /** One more for each who takes it: whoever was late writes nothing any more. */
  @prop({ type: () => Number, required: true })
  fence!: number;

  /** Whoever took it last, each time by another id; null since it rests. */
  @prop({ type: () => Types.ObjectId })
  holder?: Types.ObjectId | null;

  /** In a row. */
  @prop({ type: () => Number, required: true })
  failures!: number;
}
