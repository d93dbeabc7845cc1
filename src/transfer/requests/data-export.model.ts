import { index, prop } from "@typegoose/typegoose";
import type { Types } from "mongoose";
import { Field, ObjectType, registerEnumType } from "type-graphql";

export enum DataExportState {
  PREPARING = "PREPARING",
  READY = "READY",
  FAILED = "FAILED",
}
registerEnumType(DataExportState, {
  name: "DataExportState",
  description: "How far a person's export is.",
  valuesConfig: {
    PREPARING: { description: "It is being written, or waits for its turn." },
    READY: { description: "The link is mailed, and leads to it until `expiresAt`." },
    FAILED: { description: "It could not be written, after several tries: ask for it again." },
  },
});

/**
 * What somebody has asked for, and who writes it. Their id is its own, so that there is one at a
 * time; the row goes with the file.
 */
@ObjectType({
  simpleResolvers: true,
  description: "All that is kept of a person and that they may read, in one file.",
})
@index({ dueAt: 1 })
export class DataExport {
  /** The person's. */
  readonly _id!: Types.ObjectId;

  /** In hexadecimal: what its files are called begins with it. */
  @prop({ type: () => String, required: true })
  requestId!: string;

  /** Of the account, when it was asked for. In another one nobody is given it. */
  @prop({ type: () => String, required: true })
  epoch!: string;

  @Field(() => DataExportState, { description: "How far it is." })
  @prop({ type: () => String, enum: DataExportState, required: true })
  state!: DataExportState;

  @Field(() => Date, { description: "When it was asked for." })
  @prop({ type: () => Date, required: true })
  requestedAt!: Date;

  /**
   * When something is to be done next: to write it, or to remove it. Whoever writes it moves this
   * ahead first, and again and again: that is the lease.
   */
  @prop({ type: () => Date, required: true })
  dueAt!: Date;

  /** Counts the leases: whoever was late changes nothing. */
  @prop({ type: () => Number, required: true })
  fence!: number;

  /** How often it was tried; what a server that stopped in order had begun does not count. */
  @prop({ type: () => Number, required: true })
  attempts!: number;

  /** What is written, and complete; the mail may still have to be ordered. */
  @prop({ type: () => String })
  file?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "Until when the link leads to it; then the file is removed. Null: there is none.",
  })
  @prop({ type: () => Date })
  expiresAt?: Date | null;

  @prop({ type: () => Date })
  downloadedAt?: Date | null;
}
