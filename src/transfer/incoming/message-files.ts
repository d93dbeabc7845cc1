import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import type { Model, Types } from "mongoose";
import { useOf } from "../../chat/messages/attachment-claims.js";
import {
  AttachmentState,
  UploadPurpose,
  type Attachment,
} from "../../files/media/attachment.model.js";
import { isComplete } from "../../files/media/attachment.service.js";
import { cleanFilename } from "../../files/media/filename.js";
import type { StagedFile, Staging } from "../../files/media/staging.js";
import type { UploadService } from "../../files/media/upload.service.js";
import { AppError } from "../../platform/core/errors.js";
import type { FileOfLine, MessageLine } from "../lines/line.types.js";
import { idOf } from "../lines/source-id.js";
import { download, Unreadable } from "./download.js";
import { importedId } from "./read-message.js";
import { pathWithin } from "./path-within.js";

export interface MessageFilesDependencies {
  readonly rows: Model<Attachment>;
  readonly uploads: Pick<UploadService, "complete">;
  readonly staging: Staging;
  readonly folder: string;
  readonly isDry: boolean;
}

interface Place {
  readonly conversationId: Types.ObjectId;
  readonly senderId: Types.ObjectId;
}

/** The files that lines of messages name: looked at, and kept, like any upload. */
export class MessageFiles {
  constructor(private readonly deps: MessageFilesDependencies) {}

  async take(
    line: MessageLine,
    place: Place,
  ): Promise<{ readonly ids: Types.ObjectId[]; readonly losses: string[] }> {
    const ids: Types.ObjectId[] = [];
    const losses: string[] = [];
    for (const [at, file] of (line.attachments ?? []).entries()) {
      const _id = idOf("attachment", `${line.id}\n${at}`);
      try {
        await this.takeOne(_id, file, { line, ...place });
        ids.push(_id);
      } catch (error) {
        // A file less is better than a message less; a database that is away is another matter.
        losses.push(whyNot(error));
      }
    }
    return { ids, losses };
  }

  private async takeOne(
    _id: Types.ObjectId,
    file: FileOfLine,
    { line, conversationId, senderId: ownerId }: Place & { readonly line: MessageLine },
  ): Promise<void> {
    const { rows, uploads, staging, isDry } = this.deps;
    const known = await rows.findById(_id).lean();
    const clientMessageId = importedId(idOf("message", line.id));
    const use = useOf({ conversationId, clientMessageId });
    if (!known || !isComplete(known)) {
      const source = await this.open(file);
      if (!source) return;
      const name = file.filename ?? basename(file.path ?? new URL(file.url ?? "").pathname);
      const staged = await staging.receive(source, name);
      await uploads.complete(rowOf(_id, ownerId, staged), staged);
    }
    if (isDry || known?.usedBy === use.usedBy) return;
    const claim = { state: AttachmentState.CLAIMED, ...use, changedAt: new Date() };
    await rows.updateOne({ _id, usedBy: null }, claim);
  }

  /** Null: a trial, which looks only whether a file is there. */
  private async open({ path, url }: FileOfLine): Promise<Readable | null> {
    if (path !== undefined) {
      const found = await pathWithin(this.deps.folder, path);
      if (found === null) throw new Unreadable();
      return this.deps.isDry ? null : createReadStream(found);
    }
    if (!url || !/^https?:$/.test(new URL(url).protocol)) throw new Unreadable();
    if (this.deps.isDry) return null;
    return download(url);
  }
}

function rowOf(_id: Types.ObjectId, ownerId: Types.ObjectId, staged: StagedFile): Attachment {
  const now = new Date();
  const { mimeType, kind, byteSize, sha256, charset } = staged;
  return {
    ...{ _id, ownerId, purpose: UploadPurpose.MESSAGE, state: AttachmentState.STORING },
    ...{ changedAt: now, createdAt: now, stored: [] },
    filename: cleanFilename(staged.clientFilename, staged),
    ...{ mimeType, kind, byteSize, sha256, charset },
  } as unknown as Attachment;
}

function whyNot(error: unknown): string {
  if (error instanceof Unreadable) return "a file of it cannot be read";
  if (error instanceof AppError) return `a file of it is refused: ${error.message}`;
  throw error;
}
