import type { Types } from "mongoose";
import { type Model } from "mongoose";
import type { SuperAdmins } from "../../account/credentials/super-admins.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import type { UserLine } from "../lines/line.types.js";
import { idOf, SourceIds } from "../lines/source-id.js";
import type { ImportReport } from "../report/import-report.js";
import { refused, takenWith, UNCHANGED, type Outcome } from "../report/outcome.js";
import { PlannedAccounts } from "../report/planned-accounts.js";
import { KnownIds } from "./known-ids.js";
import { readAccount, type KnownHashes, type ReadAccount } from "./read-account.js";

export interface AccountLinesDependencies {
  readonly rows: Model<User>;
  readonly credentials: CredentialService;
  readonly superAdmins: SuperAdmins;
  readonly hashes: KnownHashes;
}

/** Accounts by lines. What is here by then stays as it is. */
export class AccountLines {
  private readonly planned = new PlannedAccounts();
  /** By their ids there, those who have another one here. */
  private readonly moved = new Map<string, Types.ObjectId>();

  private readonly ids = new SourceIds("user");
  private readonly stored: KnownIds;

  constructor(
    private readonly deps: AccountLinesDependencies,
    private readonly report: ImportReport,
    private readonly isDry: boolean,
  ) {
    this.stored = new KnownIds(deps.rows as never);
  }

  /** What somebody's id there is here. */
  hereOf(sourceId: string): Types.ObjectId {
    return this.moved.get(sourceId) ?? this.ids.of(sourceId);
  }

  /** The ids among these that somebody has, or that a trial would have given; in hex. */
  async known(ids: readonly Types.ObjectId[]): Promise<Set<string>> {
    const known = await this.stored.among(ids);
    for (const id of ids) if (this.planned.find(id)) known.add(id.toHexString());
    return known;
  }

  async take(lines: readonly UserLine[]): Promise<void> {
    const known = await this.known(lines.map(({ id }) => idOf("user", id)));
    for (const line of lines) {
      const isKnown = known.has(idOf("user", line.id).toHexString());
      this.report.add("users", isKnown ? UNCHANGED : await this.takeOne(line), line.id);
    }
  }

  private async takeOne(line: UserLine): Promise<Outcome> {
    const read = readAccount(line, this.deps.hashes);
    if ("refused" in read) return refused(read.refused);
    const { row, phone } = read;
    const other = await this.holderOf(row);
    if (other) {
      if (other.equals(row._id)) return UNCHANGED;
      this.moved.set(line.id, other);
      return takenWith(["the address or external id has an account here, which gets the history"]);
    }
    const fields =
      phone === null ? null : await this.deps.credentials.phoneFieldsOf(row._id, phone);
    const isFree = phone === null || (fields && (!this.isDry || this.planned.claim(phone, row)));
    const losses = [...read.losses, ...(isFree ? [] : ["the phone number is somebody else's"])];
    if (this.isDry) this.planned.add(row);
    else if (!(await this.insert(read, fields ?? {}))) return this.takeOne(line);
    return takenWith(losses);
  }

  /** Who has that address or external id. */
  private async holderOf(row: User): Promise<Types.ObjectId | null> {
    const { _id, email, externalId, googleKey } = row;
    const planned = email ? this.planned.withEmail(email) : null;
    if (planned) return planned._id;
    const keys = Object.entries({ email, externalId, googleKey }).flatMap(([name, value]) =>
      value ? [{ [name]: value }] : [],
    );
    const found = await this.deps.rows
      .find({ $or: [{ _id }, ...keys] })
      .select("_id")
      .lean();
    return (found.find((one) => one._id.equals(_id)) ?? found[0])?._id ?? null;
  }

  /** False: the same account, address or number has come in between. */
  private async insert({ row }: ReadAccount, phone: object): Promise<boolean> {
    if (row.role === Role.SUPER_ADMIN) await this.deps.superAdmins.enter(row._id, epochOf(row));
    try {
      await this.deps.rows.create({ ...row, ...phone });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
