import { index, prop } from "@typegoose/typegoose";
import { Types } from "mongoose";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../api/graphql/node.js";

export enum AttachmentKind {
  IMAGE = "IMAGE",
  VIDEO = "VIDEO",
  AUDIO = "AUDIO",
  FILE = "FILE",
}
registerEnumType(AttachmentKind, {
  name: "AttachmentKind",
  description: "What a client can do with a file.",
  valuesConfig: {
    IMAGE: {
      description:
        "JPEG, PNG, GIF or WebP: it has a size in pixels and thumbnails. HEIC and AVIF become one of them.",
    },
    VIDEO: { description: "MP4, QuickTime, 3GP, WebM, Matroska or Ogg, with pictures in it." },
    AUDIO: {
      description:
        "MP3, M4A, AAC, FLAC, Ogg, WAV, AIFF, AMR, CAF, or a container of films that has sound only.",
    },
    FILE: {
      description: "PDF or plain text; documents and archives where the server takes them.",
    },
  },
});

export enum UploadPurpose {
  MESSAGE = "MESSAGE",
  AVATAR = "AVATAR",
  COVER = "COVER",
  GROUP_AVATAR = "GROUP_AVATAR",
}
registerEnumType(UploadPurpose, {
  name: "UploadPurpose",
  description: "What a file is uploaded for. All but MESSAGE take pictures only.",
  valuesConfig: {
    MESSAGE: { description: "A message: any accepted type." },
    AVATAR: { description: "The viewer's picture." },
    COVER: { description: "The viewer's profile." },
    GROUP_AVATAR: { description: "A group's picture." },
  },
});

/**
 * TICKET: the client was invited to send the file to the store. STORING: what was sent is looked at.
 * READY: complete and unused. CLAIMED: given to its one use. USED: that use has come to be.
 * REMOVED: its file is being deleted.
 * The row is there before the file and goes after it, so that no file is ever without one.
 */
export enum AttachmentState {
  TICKET = "TICKET",
  STORING = "STORING",
  READY = "READY",
  CLAIMED = "CLAIMED",
  USED = "USED",
  REMOVED = "REMOVED",
}

export class StoredThumbnail {
  @prop({ type: () => Number, required: true })
  width!: number;

  @prop({ type: () => Number, required: true })
  height!: number;

  /** Which of the stored files it is, such as `320`. */
  @prop({ type: () => String, required: true })
  variant!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A file that was uploaded. Pictures are re-encoded: their metadata is gone.",
})
@index({ ownerId: 1, usedBy: 1 })
@index({ state: 1, changedAt: 1 })
export class Attachment extends Node {
  @prop({ type: () => Types.ObjectId, required: true })
  ownerId!: Types.ObjectId;

  /** Of a ticket: whose invitation it is. It ends with the session. */
  @prop({ type: () => Types.ObjectId })
  sessionId?: Types.ObjectId | null;

  @prop({ type: () => String, enum: UploadPurpose, required: true })
  purpose!: UploadPurpose;

  @prop({ type: () => String, enum: AttachmentState, required: true })
  state!: AttachmentState;

  @prop({ type: () => Date, required: true })
  changedAt!: Date;

  /** What it was given to, such as `message:<clientMessageId>`: each is used once. */
  @prop({ type: () => String })
  usedBy?: string | null;

  /** Of a message: in which conversation. Absent where a server before 0.3 gave it away. */
  @prop({ type: () => Types.ObjectId })
  usedIn?: Types.ObjectId | null;

  @Field(() => AttachmentKind, { description: "By `mimeType`." })
  @prop({ type: () => String, enum: AttachmentKind, required: true })
  kind!: AttachmentKind;

  @Field(() => String, { description: "Cleaned; its ending fits `mimeType`." })
  @prop({ type: () => String, required: true })
  filename!: string;

  @Field(() => String, {
    description: "Of what can be downloaded, by its bytes and not by what was claimed.",
  })
  @prop({ type: () => String, required: true })
  mimeType!: string;

  @Field(() => Int, { description: "Of what can be downloaded." })
  @prop({ type: () => Number, required: true })
  byteSize!: number;

  @Field(() => String, { description: "Of what can be downloaded, in hexadecimal." })
  @prop({ type: () => String, default: "" })
  sha256!: string;

  /** Of text whose encoding is known. */
  @prop({ type: () => String })
  charset?: string | null;

  @Field(() => Int, { nullable: true, description: "Pixels; of pictures only." })
  @prop({ type: () => Number })
  width?: number | null;

  @Field(() => Int, { nullable: true, description: "Pixels; of pictures only." })
  @prop({ type: () => Number })
  height?: number | null;

  @prop({ type: () => [StoredThumbnail], _id: false, default: [] })
  stored!: StoredThumbnail[];

  @prop({ type: () => Date, required: true })
  createdAt!: Date;
}
