import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Model, Types } from "mongoose";
import { type Attachment } from "../../files/media/attachment.model.js";
import { isComplete, objectOf } from "../../files/media/attachment.service.js";
import type { MediaStore } from "../../files/media/media-store.js";
import { attachmentLine } from "./chat-lines-of.js";
import type { LineWriter } from "./line-writer.js";

const AT_ONCE = 100;

/** The files of an export, beside its lines. */
export class FileExport {
  private readonly wanted: Types.ObjectId[] = [];

  constructor(
    private readonly attachments: Model<Attachment>,
    private readonly store: Pick<MediaStore, "read">,
    private readonly out: LineWriter,
    /** True: all files go out, so none needs to be remembered. */
    private readonly isWhole: boolean,
  ) {}

  /** One that a message has. */
  name(ids: readonly Types.ObjectId[]): void {
    if (!this.isWhole) this.wanted.push(...ids);
  }

  async all(): Promise<void> {
    await this.write(this.attachments.find().sort({ _id: 1 }).lean().cursor());
  }

  /** Those that were named, and all of that owner. */
  async named(ownerId: Types.ObjectId | null = null): Promise<void> {
    for (let from = 0; from < this.wanted.length; from += AT_ONCE) {
      const _id = { $in: this.wanted.slice(from, from + AT_ONCE) };
      const others = ownerId ? { ownerId: { $ne: ownerId } } : {};
      await this.write(
        this.attachments
          .find({ _id, ...others })
          .lean()
          .cursor(),
      );
    }
    if (ownerId) await this.write(this.attachments.find({ ownerId }).lean().cursor());
  }

  private async write(rows: AsyncIterable<Attachment>): Promise<void> {
    for await (const row of rows) {
      if (!isComplete(row)) continue;
      const files: Record<string, string> = {};
      for (const variant of ["original", ...row.stored.map((one) => one.variant)]) {
        const path = await this.copy(row, variant);
        if (path !== null) files[variant] = path;
      }
      await this.out.write(attachmentLine(row, files));
    }
  }

  /** Its path in the folder; null: the store has none. */
  private async copy(row: Attachment, variant: string): Promise<string | null> {
    const content = await this.store.read(objectOf(row, variant));
    if (!content) return null;
    const id = row._id.toHexString();
    const path = join("files", id.slice(-2), id, variant);
    const target = join(this.out.folder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const { signal } = this.out;
    await pipeline(content, createWriteStream(target, { mode: 0o600 }), { signal });
    return path;
  }
}
