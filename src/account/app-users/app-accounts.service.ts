import type { Model, Types } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { badInput, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { patchMetadata, type MetadataPatch } from "../../platform/core/patch-metadata.js";
import { Role } from "../../platform/core/role.js";
import type { Service } from "../../platform/core/service.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { externalIdOf } from "../../people/users/external-id.js";
import type { User } from "../../people/users/user.model.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import type { UserService } from "../../people/users/user.service.js";
import type { AdministrationService } from "../administration/administration.service.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";
import type { ErasureService } from "../erasure/erasure.service.js";
import type { GrantService } from "../sessions/grant.service.js";
import type { IssuedTokens } from "../sessions/token-issuer.js";
import { requireActable, requireOrdinary } from "../service-keys/acted-as.js";

const DEVICE_MAX_CHARS = 100;

/** Whom an app means: exactly one of the two. */
export interface Whom {
  readonly userId?: string | null | undefined;
  readonly externalId?: string | null | undefined;
}

export interface AppAccountsDependencies {
  readonly rows: Model<User>;
  readonly users: UserService;
  readonly grants: GrantService;
  readonly changes: CredentialChangeService;
  readonly erasure: ErasureService;
  readonly administration: AdministrationService;
  readonly audit: AuditService;
  readonly own: OwnChanges;
}

/** What an app does with accounts that are no administrators': those it brought, and all others. */
export class AppAccountsService {
  constructor(private readonly deps: AppAccountsDependencies) {}

  /** A session for that person, as if they had logged in; the list of sessions names the key. */
  async issueTokens(
    service: Service,
    whom: Whom,
    client: { readonly device: string; readonly ipAddress: string },
  ): Promise<IssuedTokens> {
    const device = client.device.trim();
    if (!device.isWellFormed() || device === "" || [...device].length > DEVICE_MAX_CHARS)
      throw badInput(
        "device",
        `A name for the device, of at most ${DEVICE_MAX_CHARS} characters.`,
        {
          limit: DEVICE_MAX_CHARS,
        },
      );
    const user = requireActable(await this.find(whom));
    return this.deps.grants.open(user, { ...client, device, issuedBy: service.name });
  }

  /** Deactivated, an account is entered by nobody, and whoever is in it is put out at once. */
  async setActive(whom: Whom, active: boolean): Promise<User> {
    const user = requireOrdinary(await this.find(whom));
    if (Boolean(user.deactivatedAt) !== active) return user;
    const deactivatedAt = active ? null : new Date();
    const event = active ? AuditEvent.REACTIVATED : AuditEvent.DEACTIVATED;
    return this.change(user._id, { deactivatedAt }, event);
  }

  /** Null: an app's backend, which does so as it opens sessions. An administrator does by their rank. */
  async endSessions(by: Viewer | null, whom: Whom): Promise<User> {
    if (!by) {
      const user = requireOrdinary(await this.find(whom));
      return this.change(user._id, {}, AuditEvent.SESSIONS_ENDED);
    }
    // Before the search: whoever may not is not told who is there.
    await this.deps.administration.require(by, Role.ADMIN);
    const user = await this.find(whom);
    if (!user) throw notFound("user");
    return this.deps.administration.endSessions(by, user._id.toHexString());
  }

  async patchMetadata(whom: Whom, patch: MetadataPatch): Promise<User> {
    const { _id } = requireOrdinary(await this.find(whom));
    const filter = { _id, role: Role.USER, deletedAt: null };
    const profile = { userId: _id, thing: OwnThing.PROFILE, entityId: _id };
    const changed = await patchMetadata(this.deps.rows, filter, patch, (write) =>
      this.deps.own.during([profile], write),
    );
    if (!changed) throw notFound("user");
    return changed;
  }

  /** False: there is no such account, or it is erased already. */
  async erase(whom: Whom): Promise<boolean> {
    const user = await this.find(whom);
    if (!user || user.deletedAt) return false;
    await this.deps.erasure.eraseFor(requireOrdinary(user));
    return true;
  }

  /** Whoever has become an administrator meanwhile is the app's no longer. */
  private async change(
    userId: Types.ObjectId,
    change: Partial<User>,
    event: AuditEvent,
  ): Promise<User> {
    const stillOrdinary = async (user: User): Promise<void> => void requireOrdinary(user);
    const changed = await this.deps.changes.force(userId, change, null, stillOrdinary);
    if (!changed) throw notFound("user");
    await this.deps.audit.record({ event, subjectId: userId });
    return changed;
  }

  private async find({ userId, externalId }: Whom): Promise<User | null> {
    if ((userId ?? null) === null && (externalId ?? null) !== null)
      return this.deps.users.findByExternalId(externalIdOf(externalId ?? "", "externalId"));
    if ((externalId ?? null) !== null || (userId ?? null) === null)
      throw badInput("userId", "Give exactly one of userId and externalId.");
    return this.deps.users.find(parseId(userId ?? "", "user"));
  }
}
