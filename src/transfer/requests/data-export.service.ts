import { randomBytes } from "node:crypto";
import type { Model, Types } from "mongoose";
import type { Reauthentication } from "../../account/passwords/reauthentication.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, ErrorCode, isDuplicateKey } from "../../platform/core/errors.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { Limits } from "../../platform/limits/limits.js";
import { DataExportState, type DataExport } from "./data-export.model.js";
import type { ExportFiles } from "./export-files.js";

const REQUEST_BYTES = 16;

export interface DataExportDependencies {
  readonly rows: Model<DataExport>;
  readonly files: ExportFiles;
  readonly users: Pick<UserService, "find">;
  readonly reauthentication: Reauthentication;
  readonly limits: Limits;
  readonly audit: AuditService;
  /** By the clock that all nodes share. */
  readonly now: () => Date;
  /** Called when there is something to write. */
  readonly wake: () => void;
}

/** How somebody asks for all that is kept of them. */
export class DataExportService {
  constructor(private readonly deps: DataExportDependencies) {}

  /** The latest; null: none, or it is over. */
  async latest(userId: Types.ObjectId): Promise<DataExport | null> {
    const row = await this.deps.rows.findById(userId).lean();
    const isOver = row?.expiresAt && row.expiresAt <= this.deps.now();
    return isOver ? null : row;
  }

  /** One that is under way is the answer, and is not begun again. */
  async request(viewer: Viewer, password: string | null): Promise<DataExport> {
    const user = await this.prove(viewer, password);
    if (!user.email)
      throw new AppError(
        ErrorCode.CONFLICT,
        "The account has no address that the link could be mailed to.",
      );
    const known = await this.deps.rows.findById(user._id).lean();
    if (known && isUnderWay(known, user)) return known;
    const key = user._id.toHexString();
    await this.deps.limits.take("exports", key);
    const row = this.newRow(user);
    if (!(await this.store(row, known))) {
      await this.deps.limits.giveBack("exports", key);
      return this.fastersOf(user);
    }
    const ids = { actorId: user._id, subjectId: user._id };
    await this.deps.audit.record({ event: AuditEvent.EXPORT_REQUESTED, ...ids });
    if (known) await this.deps.files.removeAllOf(known.requestId);
    this.deps.wake();
    return row;
  }

  /** For whoever is erased. May be repeated. */
  async forget(userId: Types.ObjectId): Promise<void> {
    const row = await this.deps.rows.findById(userId).lean();
    if (!row) return;
    await this.deps.files.removeAllOf(row.requestId);
    // Behind the files, so that a crash in between leaves what says that there are some.
    await this.deps.rows.deleteOne({ _id: userId, requestId: row.requestId });
    // Whoever wrote it meanwhile finds no row any longer.
    await this.deps.files.removeAllOf(row.requestId);
  }

  private newRow({ _id, ...user }: User): DataExport {
    const now = this.deps.now();
    return {
      _id,
      requestId: randomBytes(REQUEST_BYTES).toString("hex"),
      epoch: epochOf(user),
      state: DataExportState.PREPARING,
      ...{ requestedAt: now, dueAt: now, fence: 0, attempts: 0 },
    };
  }

  /** False: somebody was faster. */
  private async store(row: DataExport, known: DataExport | null): Promise<boolean> {
    const { rows } = this.deps;
    try {
      if (!known) await rows.create(row);
      else {
        const before = { _id: row._id, requestId: known.requestId };
        return (await rows.replaceOne(before, row)).modifiedCount === 1;
      }
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Asked for twice at once: both are given the one. */
  private async fastersOf({ _id }: User): Promise<DataExport> {
    const row = await this.deps.rows.findById(_id).lean();
    if (!row) throw new AppError(ErrorCode.CONFLICT, "Somebody was faster: try again.");
    return row;
  }

  private async prove(viewer: Viewer, password: string | null): Promise<User> {
    if (password !== null) return this.deps.reauthentication.byPassword(viewer.userId, password);
    await this.deps.reauthentication.byRecentLogin(viewer);
    const user = await this.deps.users.find(viewer.userId);
    if (!user) throw new AppError(ErrorCode.UNAUTHENTICATED, "This account no longer exists.");
    return user;
  }
}

/** Not one that nobody will be given any more. */
function isUnderWay({ state, epoch }: DataExport, user: User): boolean {
  return state === DataExportState.PREPARING && epoch === epochOf(user);
}
