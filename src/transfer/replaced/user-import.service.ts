import type { Model, Types } from "mongoose";
import type { SuperAdmins } from "../../account/credentials/super-admins.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import { openOldPhone } from "./old-phone.js";
import type { Outcome } from "../report/outcome.js";
import { PlannedAccounts } from "../report/planned-accounts.js";
import { readUser, type ReadUser } from "./read-user.js";
import type { OldUser } from "./replaced.types.js";

export interface UserImportDependencies {
  readonly rows: Model<User>;
  readonly credentials: CredentialService;
  readonly superAdmins: SuperAdmins;
}

type Account = Pick<User, "_id" | "createdAt">;
const TAKEN_PHONE = "the phone number is somebody else's";

/** Accounts of the replaced system: they keep their ids, so that a second run finds them. */
export class UserImport {
  private readonly planned = new PlannedAccounts();

  constructor(
    private readonly deps: UserImportDependencies,
    private readonly phoneKeys: readonly string[],
    private readonly isDry: boolean,
  ) {}

  /** `here`: the account that stands for that user; null: none. */
  async take(
    old: OldUser,
  ): Promise<{ readonly outcome: Outcome; readonly here: Types.ObjectId | null }> {
    const { rows } = this.deps;
    const known = await rows.findById(old._id).lean();
    if (known) return { outcome: { kind: "unchanged" }, here: known._id };
    const read = readUser(old);
    if ("refused" in read) return { outcome: { kind: "refused", why: read.refused }, here: null };
    const { email } = read.row;
    const other = (await rows.findOne({ email }).lean()) ?? this.planned.withEmail(email);
    if (other) return this.meet(other);
    const { fields, losses } = await this.phoneOf(old);
    if (this.isDry) losses.push(...this.plan(read, fields?.plain ?? null));
    // The number in the same write as the account: whatever ends this loses no number.
    else if (!(await this.insert(read, fields?.row ?? {}))) return this.take(old);
    const why = [...read.losses, ...losses].join("; ");
    return { outcome: why ? { kind: "changed", why } : { kind: "taken" }, here: old._id };
  }

  /** Those that there are and that are not erased, or that a trial would have made; by id. */
  async accounts(ids: readonly Types.ObjectId[]): Promise<Map<string, Account>> {
    const found: Account[] = await this.deps.rows
      .find({ _id: { $in: ids }, deletedAt: null })
      .lean();
    const planned = ids.flatMap((id) => this.planned.find(id) ?? []);
    return new Map([...found, ...planned].map((user) => [user._id.toHexString(), user]));
  }

  /** Both have shown that the address is theirs: so it is one person, who is here already. */
  private meet({ _id }: Account): { readonly outcome: Outcome; readonly here: Types.ObjectId } {
    const why =
      "the address has an account here: its owner keeps that one, with the history of this one";
    return { outcome: { kind: "changed", why }, here: _id };
  }

  private async phoneOf({ _id, phone }: OldUser) {
    if (typeof phone !== "string" || phone === "") return { fields: null, losses: [] };
    const plain = openOldPhone(phone, this.phoneKeys);
    if (plain === null) return { fields: null, losses: ["the phone number cannot be read"] };
    const row = await this.deps.credentials.phoneFieldsOf(_id, plain);
    return row
      ? { fields: { plain, row }, losses: [] as string[] }
      : { fields: null, losses: [TAKEN_PHONE] };
  }

  /** What would be lost of it. */
  private plan({ row }: ReadUser, phone: string | null): string[] {
    this.planned.add(row);
    return phone === null || this.planned.claim(phone, row) ? [] : [TAKEN_PHONE];
  }

  /** False: the same account, address or number has come in between. */
  private async insert({ row }: ReadUser, phone: object): Promise<boolean> {
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
