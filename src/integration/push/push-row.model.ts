import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";

const EVER = new Date(0);
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** What one device is told of one conversation: one notification, the latest. */
@index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $gt: EVER } } })
@index({ conversationId: 1, shownSeq: 1 })
@index({ targetId: 1 })
@index({ touchedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS })
export class PushRow {
  /** `<target>/<conversation>`. */
  @prop({ type: () => String, required: true })
  _id!: string;

  @prop({ type: () => Types.ObjectId, required: true })
  targetId!: Types.ObjectId;

  @prop({ type: () => Types.ObjectId, required: true })
  conversationId!: Types.ObjectId;

  /** The newest message that it may be worth to tell of. */
  @prop({ type: () => Number, required: true })
  seq!: number;

  /** Up to there it is decided: told, or not worth it. */
  @prop({ type: () => Number, required: true })
  settledSeq!: number;

  /** On its way: where whoever sent it died, nobody knows whether it came, and it is not sent again. */
  @prop({ type: () => Number })
  tryingSeq!: number | null;

  /** What the device shows, unless it was put away there. */
  @prop({ type: () => Number })
  shownSeq!: number | null;

  /** Deleted, and to be taken back where it is shown. */
  @prop({ type: () => Number })
  goneSeq!: number | null;

  /** When somebody is to look at it; null: nothing to do. Whoever does moves it ahead first. */
  @prop({ type: () => Date })
  dueAt!: Date | null;

  /** When the newest was written. */
  @prop({ type: () => Date, required: true })
  since!: Date;

  @prop({ type: () => Date, required: true })
  touchedAt!: Date;

  /** One more for each who takes it. */
  @prop({ type: () => Number, required: true })
  fence!: number;

  /** In a row. */
  @prop({ type: () => Number, required: true })
  failures!: number;
}
