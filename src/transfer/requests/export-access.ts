import type { Model } from "mongoose";
import { epochOf } from "../../people/users/epoch.js";
import type { UserService } from "../../people/users/user.service.js";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import type { DataExport } from "./data-export.model.js";
import type { ExportFiles } from "./export-files.js";
import type { ExportLink } from "./export-link.js";

export interface ServedExport {
  readonly path: string;
  readonly filename: string;
  /** A strong entity tag, in its quotes. */
  readonly tag: string;
}

export interface ExportAccessDependencies {
  readonly rows: Model<DataExport>;
  readonly files: ExportFiles;
  readonly link: ExportLink;
  readonly users: Pick<UserService, "find">;
  readonly audit: AuditService;
  readonly now: () => Date;
}

/** What the links lead to. The link is the right to read: nobody is asked who they are. */
export class ExportAccess {
  constructor(private readonly deps: ExportAccessDependencies) {}

  /** Null for a link that was not given out, one that is over, and one whose account has changed. */
  async open(key: string): Promise<ServedExport | null> {
    const place = this.deps.link.read(key);
    const row = place && (await this.deps.rows.findById(place.userId).lean());
    if (!place || !row?.file || row.requestId !== place.requestId) return null;
    // It is complete: the mail may be there before the row says that it was ordered.
    const { expiresAt, requestedAt, requestId: tag } = row;
    if (!expiresAt || expiresAt <= this.deps.now()) return null;
    const user = await this.deps.users.find(row._id);
    if (!user || epochOf(user) !== row.epoch) return null;
    await this.note(row);
    const filename = `confab-${requestedAt.toISOString().slice(0, 10)}.zip`;
    return { path: this.deps.files.path(row.file), filename, tag: `"${tag}"` };
  }

  /** The first time alone: a download that breaks asks again for each part. */
  private async note({ _id, requestId, downloadedAt }: DataExport): Promise<void> {
    if (downloadedAt) return;
    const first = { _id, requestId, downloadedAt: null };
    const { modifiedCount } = await this.deps.rows.updateOne(first, {
      downloadedAt: this.deps.now(),
    });
    if (modifiedCount === 1)
      await this.deps.audit.record({ event: AuditEvent.EXPORT_DOWNLOADED, subjectId: _id });
  }
}
