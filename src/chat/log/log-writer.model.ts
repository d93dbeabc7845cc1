import { prop } from "@typegoose/typegoose";

/** A process that may write to logs. A row whose beats have stopped tells of one that has died. */
export class LogWriter {
  @prop({ type: () => String, required: true })
  _id!: string;

  @prop({ type: () => Number, required: true })
  beats!: number;

  /** By its own clock, which is also that of the ids of what it writes. */
  @prop({ type: () => Date, required: true })
  at!: Date;
}
