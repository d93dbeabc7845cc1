import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";
import { Role } from "../../platform/core/role.js";
import { Settings } from "./settings.model.js";

registerEnumType(Role, {
  name: "Role",
  description: "What an account may do on this server.",
  valuesConfig: {
    USER: { description: "An account like any other." },
    ADMIN: {
      description:
        "May suspend accounts of the role USER. Sessions are short: one hour idle, a day at most.",
    },
    SUPER_ADMIN: { description: "May also set roles, and act on all other accounts." },
  },
});

export enum Gender {
  MALE = "MALE",
  FEMALE = "FEMALE",
  UNSPECIFIED = "UNSPECIFIED",
}
registerEnumType(Gender, {
  name: "Gender",
  description: "What a person has stated.",
  valuesConfig: {
    MALE: { description: "Stated as male." },
    FEMALE: { description: "Stated as female." },
    UNSPECIFIED: { description: "Not stated." },
  },
});

export enum AuthProvider {
  APPLICATION = "APPLICATION",
  GOOGLE = "GOOGLE",
  SERVICE = "SERVICE",
}
registerEnumType(AuthProvider, {
  name: "AuthProvider",
  description: "How the account was made.",
  valuesConfig: {
    APPLICATION: { description: "By `signup`." },
    GOOGLE: {
      description: "By `loginWithGoogle`; it has no password before `resetPassword` sets one.",
    },
    SERVICE: {
      description: "By the app that the person uses: see `upsertUsers` and `exchangeToken`.",
    },
  },
});

export enum UserKind {
  PERSON = "PERSON",
  BOT = "BOT",
}
registerEnumType(UserKind, {
  name: "UserKind",
  description: "Who writes by an account. It never changes.",
  valuesConfig: {
    PERSON: { description: "Somebody." },
    BOT: {
      description:
        "A program of the app's, in whose name a key acts: it has no mailbox and no logins, is found by no search for people, and is nobody's contact.",
    },
  },
});

/** What everybody may read of a person has a @Field; everything else is read by its owner alone. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A person, as others see them.",
})
@index({ email: 1 }, { unique: true, sparse: true })
@index({ phoneIndex: 1 }, { unique: true, sparse: true })
@index({ googleKey: 1 }, { unique: true, sparse: true })
@index({ externalId: 1 }, { unique: true, sparse: true })
@index({ nameKeys: 1 })
@index({ role: 1 })
export class User extends Node {
  @Field(() => String, { description: "The name that the person chose." })
  @prop({ type: () => String, required: true })
  name!: string;

  /** Shown through a resolver, because a block hides it. */
  @prop({ type: () => String })
  bio?: string | null;

  @prop({ type: () => Types.ObjectId })
  avatarId?: Types.ObjectId | null;

  @prop({ type: () => [Types.ObjectId], default: undefined })
  coverIds?: Types.ObjectId[];

  @Field(() => Date, { description: "When the account was made." })
  @prop({ type: () => Date, required: true })
  createdAt!: Date;

  /** Lower-case ASCII; absent once the account is deleted, so that the address is free again. */
  @prop({ type: () => String })
  email?: string;

  @prop({ type: () => String, select: false })
  passwordHash?: string;

  @prop({ type: () => String, enum: Gender, default: Gender.UNSPECIFIED })
  gender!: Gender;

  @prop({ type: () => String, enum: Role, default: Role.USER })
  role!: Role;

  @prop({ type: () => String, enum: AuthProvider, default: AuthProvider.APPLICATION })
  provider!: AuthProvider;

  /** E.164, sealed: see PhoneVault. Of an unconfirmed account it is not yet claimed. */
  @prop({ type: () => String, select: false })
  phone?: string | null;

  /** A keyed hash of the number, by which it is found and by which it is unique. */
  @prop({ type: () => String, select: false })
  phoneIndex?: string;

  /** Issuer and subject of the Google account that may log in here. */
  @prop({ type: () => String, select: false })
  googleKey?: string;

  /** The app's own id of the person, each byte of it; absent where no app brought them. */
  @prop({ type: () => String })
  externalId?: string;

  /** Absent: a person. */
  @prop({ type: () => String, enum: UserKind })
  kind?: UserKind;

  /** A picture elsewhere, with https: shown through a resolver, because a block hides it. */
  @prop({ type: () => String })
  avatarUrl?: string | null;

  /** Of an app's own, as the text of its JSON. */
  @prop({ type: () => String })
  metadata?: string | null;

  /** How often that was changed. */
  @prop({ type: () => Number })
  metadataRevision?: number;

  /** The name folded, from each of its words on: what a search by prefix meets. */
  @prop({ type: () => [String], select: false, default: undefined })
  nameKeys?: string[];

  @prop({ type: () => Settings, _id: false })
  settings?: Partial<Settings>;

  /** Since when a login needs a second factor: written with the epoch that begins with it. */
  @prop({ type: () => Date })
  twoFactorAt?: Date | null;

  /** Whether it is shown by passkeys alone, without an app: written with it. */
  @prop({ type: () => Boolean })
  twoFactorByPasskey?: boolean | null;

  /** Drawn anew by every change of what the account is entered by and of what it may do. */
  @prop({ type: () => String })
  epoch?: string | null;

  /** Null until the e-mailed code came back: such an account cannot log in. */
  @prop({ type: () => Date })
  confirmedAt?: Date | null;

  @prop({ type: () => Date })
  suspendedAt?: Date | null;

  /** Null while suspended: without end. */
  @prop({ type: () => Date })
  suspendedUntil?: Date | null;

  /** Since when the app to which the account belongs keeps everybody out of it. */
  @prop({ type: () => Date })
  deactivatedAt?: Date | null;

  /** The account is erased; the row stays so that its id means nobody else. */
  @prop({ type: () => Date })
  deletedAt?: Date | null;
}

/** By an administrator, or by the app to which the account belongs. */
export function isSuspended(user: User, now = new Date()): boolean {
  const { suspendedAt, suspendedUntil, deactivatedAt } = user;
  return !!deactivatedAt || (!!suspendedAt && (!suspendedUntil || suspendedUntil > now));
}
