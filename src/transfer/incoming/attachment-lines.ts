import { copyFile } from "node:fs/promises";
import { Types, type Model } from "mongoose";
import { AttachmentState, type Attachment } from "../../files/media/attachment.model.js";
import { isComplete, objectOf } from "../../files/media/attachment.service.js";
import type { MediaStore } from "../../files/media/media-store.js";
import type { Staging } from "../../files/media/staging.js";
import { dateOf } from "../lines/line-dates.js";
import type { AttachmentLine } from "../lines/line.types.js";
import type { ImportReport } from "../report/import-report.js";
import { refused, TAKEN, UNCHANGED, type Outcome } from "../report/outcome.js";
import type { AccountLines } from "./account-lines.service.js";
import { pathWithin } from "./path-within.js";

export interface AttachmentLinesDependencies {
  readonly rows: Model<Attachment>;
  readonly store: Pick<MediaStore, "put">;
  readonly staging: Staging;
  /** Where the paths of the lines begin. */
  readonly folder: string;
  readonly accounts: AccountLines;
  readonly report: ImportReport;
  readonly isDry: boolean;
}

/** The files of another Confab: the same bytes under the same ids. */
export class AttachmentLines {
  constructor(private readonly deps: AttachmentLinesDependencies) {}

  async take(lines: readonly AttachmentLine[]): Promise<void> {
    for (const line of lines)
      this.deps.report.add("attachments", await this.takeOne(line), line.id);
  }

  private async takeOne(line: AttachmentLine): Promise<Outcome> {
    const { rows, store, staging, folder, accounts, isDry } = this.deps;
    const _id = new Types.ObjectId(line.id);
    const known = await rows.findById(_id).lean();
    // One that an end in the midst left without its files is taken again.
    if (known && isComplete(known)) return UNCHANGED;
    const { files, usedIn, ...facts } = line.confab;
    const now = new Date();
    const row = {
      ...{ _id, ownerId: accounts.hereOf(line.owner), ...facts },
      ...(usedIn && { usedIn: new Types.ObjectId(usedIn) }),
      ...{ createdAt: dateOf(line.createdAt) ?? now, changedAt: now },
    } as unknown as Attachment;
    const paths = new Map<string, string>();
    for (const [variant, given] of Object.entries(files)) {
      const path = await pathWithin(folder, given);
      if (path === null) return refused("a file of it is missing");
      paths.set(variant, path);
    }
    if (isDry) return TAKEN;
    // The row before the files, as everywhere: no file is ever without one.
    const unfinished = { ...row, state: AttachmentState.STORING };
    await rows.collection.replaceOne({ _id }, unfinished, { upsert: true });
    for (const [variant, path] of paths) {
      const copy = staging.newPath();
      await copyFile(path, copy);
      await store.put(objectOf(row, variant), copy);
    }
    await rows.updateOne({ _id }, { state: row.state });
    return TAKEN;
  }
}
