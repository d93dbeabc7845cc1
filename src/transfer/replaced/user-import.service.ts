import type { Model, Types } from "mongoose";
import type { SuperAdmins } from "../../account/credentials/super-admins.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import { openOldPhone } from "./old-phone.js";
import { readUser, type ReadUser } from "./read-user.js";
import type { OldUser, Outcome } from "./replaced.types.js";

export interface UserImportDependencies {
  readonly rows: Model<User>;
  readonly credentials: CredentialService;
  readonly superAdmins: SuperAdmins;
}

/** Accounts of the replaced system: they keep their ids, so that a second run finds them. */
export class UserImport {
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
    const other = await rows.findOne({ email: read.row.email }).lean();
    if (other) return this.meet(other);
    const phone = this.phoneOf(old);
    const losses = [
      ...read.losses,
      ...(phone === "lost" ? ["the phone number cannot be read"] : []),
    ];
    if (!this.isDry) {
      if (!(await this.insert(read))) return this.take(old);
      const isKept =
        !phone || phone === "lost" || (await this.deps.credentials.setPhone(old._id, phone));
      if (!isKept) losses.push("the phone number is somebody else's");
    }
    const why = losses.join("; ");
    return { outcome: why ? { kind: "changed", why } : { kind: "taken" }, here: old._id };
  }

  /** Both have shown that the address is theirs: so it is one person, who is here already. */
  private meet(other: User): { readonly outcome: Outcome; readonly here: Types.ObjectId } {
    const why =
      "the address has an account here: its owner keeps that one, with the history of this one";
    return { outcome: { kind: "changed", why }, here: other._id };
  }

  private phoneOf({ phone }: OldUser): string | null {
    if (typeof phone !== "string" || phone === "") return null;
    return openOldPhone(phone, this.phoneKeys) ?? "lost";
  }

  /** False: the same account or address has come in between. */
  private async insert({ row }: ReadUser): Promise<boolean> {
    if (row.role === Role.SUPER_ADMIN) await this.deps.superAdmins.enter(row._id, epochOf(row));
    try {
      await this.deps.rows.create(row);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
