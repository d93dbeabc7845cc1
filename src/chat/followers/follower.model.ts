import { prop } from "@typegoose/typegoose";

/** Somebody who is told of all logs, such as a webhook. */
export class Follower {
  /** Its kind and its own name, such as `webhook:<id>`. */
  @prop({ type: () => String, required: true })
  _id!: string;

  /** It follows what was written from then on. */
  @prop({ type: () => Date, required: true })
  from!: Date;

  /** Conversations with news until then have a position where it has something to do. */
  @prop({ type: () => Date, required: true })
  seen!: Date;

  /** How often it was sent back: positions of an earlier epoch go back before they go on. */
  @prop({ type: () => Number, required: true })
  epoch!: number;

  /** To when it was sent back last. */
  @prop({ type: () => Date })
  backTo?: Date;

  /** Nothing is handed to it meanwhile; it loses nothing. */
  @prop({ type: () => Boolean, default: false })
  paused!: boolean;
}
