import type { Model, Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { checkAll } from "../../platform/core/input-failures.js";
import type { Limits } from "../../platform/limits/limits.js";
import type { ProfilePictures } from "../../files/media/profile-pictures.js";
import type { AccountMail } from "../notices/account-mail.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { isVisible } from "../../platform/core/shown-text.js";
import type { CredentialService } from "../../people/users/credential.service.js";
import { cleanName } from "../../people/users/name.js";
import { nameKeys } from "../../platform/core/search-keys.js";
import type { PretendingNames } from "../../people/users/pretending-names.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import type { Gender, User } from "../../people/users/user.model.js";
import type { Settings } from "../../people/users/settings.model.js";

const BIO_MAX_CHARS = 500;

export interface ProfileChange {
  readonly name?: string | null;
  readonly bio?: string | null;
  readonly gender?: Gender | null;
  /** E.164; null takes it away. */
  readonly phone?: string | null;
  /** For a change of the number. */
  readonly currentPassword?: string | null;
  readonly avatarId?: string | null;
  readonly coverIds?: readonly string[] | null;
}

export interface ProfileDependencies {
  readonly rows: Model<User>;
  readonly credentials: CredentialService;
  readonly limits: Limits;
  readonly audit: AuditService;
  readonly reauthentication: Reauthentication;
  readonly mail: AccountMail;
  readonly pictures: ProfilePictures;
  readonly pretending: PretendingNames;
  readonly own: OwnChanges;
}

export class ProfileService {
  constructor(private readonly deps: ProfileDependencies) {}

  async update(viewer: Viewer, input: ProfileChange): Promise<User> {
    const { userId } = viewer;
    const [name, bio] = await checkAll(
      () => this.newName(userId, input.name),
      () => cleanBio(input.bio ?? null),
    );
    const change = {
      ...(name && { name, nameKeys: nameKeys(name) }),
      ...(input.bio !== undefined && { bio }),
      ...(input.gender && { gender: input.gender }),
    };
    if (input.phone !== undefined) await this.setPhone(viewer, input.phone, input.currentPassword);
    const pictures = await this.deps.pictures.claim(userId, input);
    const before = await this.current(userId);
    await this.deps.own.during([{ userId, thing: OwnThing.PROFILE, entityId: userId }], () =>
      this.deps.rows.updateOne({ _id: userId }, { ...change, ...pictures }),
    );
    const after = await this.current(userId);
    await this.deps.pictures.removeReplaced(before, after);
    return after;
  }

  async updateSettings(userId: Types.ObjectId, input: Partial<Settings>): Promise<User> {
    const change = Object.entries(input).map(
      ([name, value]: [string, unknown]) => [`settings.${name}`, value] as const,
    );
    await this.deps.own.during([{ userId, thing: OwnThing.SETTINGS, entityId: userId }], () =>
      this.deps.rows.updateOne({ _id: userId }, { $set: Object.fromEntries(change) }),
    );
    return this.current(userId);
  }

  private async newName(
    userId: Types.ObjectId,
    given: string | null | undefined,
  ): Promise<string | null> {
    if (typeof given !== "string") return null;
    const name = cleanName(given);
    const { name: own } = await this.current(userId);
    await this.deps.pretending.refuse(name, "input.name", own);
    return name;
  }

  /** Logins go by the number, so whoever found an open session must not give it another one. */
  private async setPhone(
    viewer: Viewer,
    phone: string | null,
    password: string | null | undefined,
  ): Promise<void> {
    const { userId } = viewer;
    if (await this.deps.credentials.hasPhone(userId, phone)) return;
    if (typeof password === "string") await this.deps.reauthentication.byPassword(userId, password);
    else await this.deps.reauthentication.byRecentLogin(viewer);
    await this.deps.limits.take("phoneChange", userId.toHexString());
    if (!(await this.deps.credentials.setPhone(userId, phone)))
      throw new AppError(
        ErrorCode.CONFLICT,
        "That phone number cannot be used: give another one.",
        {
          field: "input.phone",
        },
      );
    const ids = { actorId: userId, subjectId: userId };
    await this.deps.audit.record({ event: AuditEvent.PHONE_CHANGED, ...ids });
    const { email } = await this.current(userId);
    if (email) await this.deps.mail.phoneChanged(email, phone);
  }

  private async current(userId: Types.ObjectId): Promise<User> {
    const user = await this.deps.rows.findById(userId).lean();
    if (!user) throw notFound("user");
    return user;
  }
}

function cleanBio(value: string | null): string | null {
  const field = "input.bio";
  const bio = value?.normalize("NFC").trim() ?? "";
  if (!bio.isWellFormed() || bio.includes("\0"))
    throw badInput(field, "That is not valid Unicode.");
  if (bio.length > BIO_MAX_CHARS)
    throw badInput(field, `At most ${BIO_MAX_CHARS} characters.`, { limit: BIO_MAX_CHARS });
  return isVisible(bio) ? bio : null;
}
