import { prop } from "@typegoose/typegoose";

/** The login at an identity provider by which a session was opened. */
export class OpenedBy {
  @prop({ type: () => String, required: true })
  provider!: string;

  /** What the provider calls the person. */
  @prop({ type: () => String, required: true })
  subject!: string;

  /** What it calls the login; null: nothing. */
  @prop({ type: () => String })
  sid!: string | null;

  /** When its token was made, by its clock. */
  @prop({ type: () => Date, required: true })
  issuedAt!: Date;
}
