import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Types, type Model } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import {
  AttachmentKind,
  AttachmentState,
  UploadPurpose,
  type Attachment,
} from "./attachment.model.js";
import { objectOf, type AttachmentService } from "./attachment.service.js";
import { fileRejected, kindOfMimeType } from "./file-kind.js";
import { cleanFilename } from "./filename.js";
import type { ImageMaker, MadeImage } from "./images.js";
import type { MediaStore } from "./media-store.js";
import type { StagedFile, Staging } from "./staging.js";

export interface UploadDependencies {
  readonly attachments: Model<Attachment>;
  readonly service: AttachmentService;
  readonly store: MediaStore;
  readonly staging: Staging;
  readonly images: ImageMaker;
  /** How many bytes one person may keep. */
  readonly quotaBytes: number;
  readonly now: () => Date;
}

/** From a staged file to an attachment that can be used. A failure leaves no file and no row. */
export class UploadService {
  constructor(private readonly deps: UploadDependencies) {}

  /** Takes the staged file over. */
  async accept(
    ownerId: Types.ObjectId,
    staged: StagedFile,
    purpose: UploadPurpose,
  ): Promise<Attachment> {
    const now = this.deps.now();
    const { mimeType, kind, byteSize, sha256, charset } = staged;
    const row = {
      _id: new Types.ObjectId(),
      ownerId,
      purpose,
      // Nobody knows its id before its files are in their place: one write for the row is enough.
      state: AttachmentState.READY,
      changedAt: now,
      createdAt: now,
      filename: cleanFilename(staged.clientFilename, staged),
      ...{ mimeType, kind, byteSize, sha256, charset, stored: [] },
    } as unknown as Attachment;
    return this.complete(row, staged);
  }

  /** `row` may be stored already: it is replaced by what the file turns out to be. */
  async complete(row: Attachment, staged: StagedFile): Promise<Attachment> {
    const made: string[] = [staged.path];
    try {
      if (row.purpose !== UploadPurpose.MESSAGE && staged.kind !== AttachmentKind.IMAGE)
        throw fileRejected("That takes pictures only.");
      const image =
        staged.kind === AttachmentKind.IMAGE
          ? await this.deps.images.make(staged.path, staged.mimeType)
          : null;
      if (image) made.push(image.path, ...image.thumbnails.map(({ path }) => path));
      const finished = image ? await withImage(row, image) : row;
      await this.reserve(finished);
      return await this.put(finished, image?.path ?? staged.path, image);
    } finally {
      await this.deps.staging.discard(...made);
    }
  }

  /** Throws QUOTA_EXCEEDED. Counted with the row in place: uploads at once cannot pass together. */
  async reserve(row: Attachment): Promise<void> {
    const { _id, ownerId } = row;
    await this.deps.attachments.replaceOne({ _id }, row, { upsert: true });
    const [sum] = await this.deps.attachments.aggregate<{ bytes: number }>([
      { $match: { ownerId } },
      { $match: { state: { $ne: AttachmentState.REMOVED } } },
      { $group: { _id: null, bytes: { $sum: "$byteSize" } } },
    ]);
    if ((sum?.bytes ?? 0) <= this.deps.quotaBytes) return;
    await this.deps.service.remove([_id]);
    const limit = this.deps.quotaBytes;
    const message = `You may keep ${limit} bytes of files: delete some messages with files first.`;
    throw new AppError(ErrorCode.QUOTA_EXCEEDED, message, { limit });
  }

  private async put(row: Attachment, path: string, image: MadeImage | null): Promise<Attachment> {
    try {
      for (const thumbnail of image?.thumbnails ?? [])
        await this.deps.store.put(objectOf(row, thumbnail.variant), thumbnail.path);
      await this.deps.store.put(objectOf(row, "original"), path);
      if (row.state === AttachmentState.READY) return row;
      const ready = { state: AttachmentState.READY, changedAt: this.deps.now() };
      await this.deps.attachments.updateOne({ _id: row._id }, ready);
      return { ...row, ...ready };
    } catch (error) {
      await this.deps.service.remove([row._id]).catch(() => undefined);
      throw error;
    }
  }
}

async function withImage(row: Attachment, image: MadeImage): Promise<Attachment> {
  const { byteSize, width, height, mimeType } = image;
  const filename = renamed(row, mimeType);
  const stored = image.thumbnails.map(({ path: _path, ...thumbnail }) => thumbnail);
  const sha256 = await hashOf(image.path);
  return { ...row, mimeType, filename, byteSize, width, height, stored, sha256 };
}

/** Pictures that few programs show are kept in another format: the ending follows. */
function renamed(row: Attachment, mimeType: string): string {
  const kind = kindOfMimeType(mimeType);
  if (mimeType === row.mimeType || !kind) return row.filename;
  return cleanFilename(row.filename.replace(/\.[^.]+$/, ""), kind);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
