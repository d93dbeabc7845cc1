import type { Model, Types } from "mongoose";
import type { OutboxService } from "../../mail/outbox.service.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import { DataExportState, type DataExport } from "./data-export.model.js";
import type { ExportFiles } from "./export-files.js";
import type { ExportLease } from "./export-lease.js";
import type { ExportLink } from "./export-link.js";

const HOUR_MS = 3_600_000;
/** Long enough to be found in a mailbox, and no longer: whoever has the link has it all. */
const LINK_HOURS = 24;

export interface ExportWriterDependencies {
  readonly rows: Model<DataExport>;
  readonly files: ExportFiles;
  readonly link: ExportLink;
  readonly users: Pick<UserService, "find">;
  readonly outbox: OutboxService;
  readonly now: () => Date;
  /** Writes the lines and files of a person into a folder that is not there yet. */
  readonly writeLines: (
    userId: Types.ObjectId,
    folder: string,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Puts all that a folder holds into one file. */
  readonly pack: (folder: string, target: string, signal: AbortSignal) => Promise<void>;
}

/** Writes one export, and orders the mail about it. Each step may be done again by another node. */
export class ExportWriter {
  constructor(private readonly deps: ExportWriterDependencies) {}

  async write(row: DataExport, lease: ExportLease): Promise<void> {
    const { files } = this.deps;
    if (!(await this.ownerOf(row))) return this.drop(row);
    const made = row.file && row.expiresAt ? row : await this.make(row, lease);
    // The row is another node's by now, and so is what becomes of it.
    if (!made?.expiresAt) return;
    const user = await this.ownerOf(row);
    if (!user?.email) return this.drop(row);
    await this.mail(user.email, row, made.expiresAt);
    const isKept = await lease.change({
      state: DataExportState.READY,
      dueAt: made.expiresAt,
    });
    if (!isKept) await files.remove(lease.name, `${lease.name}.zip`);
  }

  /** Its end: nobody is given it any longer. */
  async drop({ _id, requestId }: DataExport): Promise<void> {
    await this.deps.files.removeAllOf(requestId);
    await this.deps.rows.deleteOne({ _id, requestId });
  }

  /** Null: it is another's by now. */
  private async make(row: DataExport, lease: ExportLease): Promise<Partial<DataExport> | null> {
    const { files, writeLines, pack, now } = this.deps;
    const { name, signal } = lease;
    const file = `${name}.zip`;
    try {
      // What a node that died had begun.
      await files.removeAllOf(row.requestId);
      await writeLines(row._id, files.path(name), signal);
      await pack(files.path(name), files.path(file), signal);
      await files.remove(name);
      const expiresAt = new Date(now().getTime() + LINK_HOURS * HOUR_MS);
      if (await lease.change({ file, expiresAt })) return { file, expiresAt };
    } catch (error) {
      await files.remove(name, file);
      throw error;
    }
    await files.remove(file);
    return null;
  }

  /** Null: erased, or not in the epoch in which it was asked for. */
  private async ownerOf({ _id, epoch }: DataExport): Promise<User | null> {
    const user = await this.deps.users.find(_id);
    return user && !user.deletedAt && epochOf(user) === epoch ? user : null;
  }

  private async mail(to: string, row: DataExport, expiresAt: Date): Promise<void> {
    const { requestId, _id: userId } = row;
    const url = this.deps.link.url({ userId, requestId });
    const idempotencyKey = `export:${requestId}`;
    const data = { url, hours: LINK_HOURS };
    await this.deps.outbox.enqueue({ to, template: "dataExport", data, idempotencyKey, expiresAt });
  }
}
