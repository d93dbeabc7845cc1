import { Types, type Model } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import {
  AppError,
  badInput,
  ErrorCode,
  isDuplicateKey,
  notFound,
} from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import type { UserService } from "../../people/users/user.service.js";
import type { CredentialChangeService } from "../credentials/credential-change.service.js";
import type { AccountMail } from "../notices/account-mail.js";
import type { Reauthentication } from "../passwords/reauthentication.js";
import type { SessionService } from "../sessions/session.service.js";
import type { WebAuthnOptions } from "./authenticators.js";
import { readAttestation } from "./passkey-answer.js";
import type { PasskeyChallenges } from "./passkey-challenges.js";
import type { PasskeyCheck } from "./passkey-check.js";
import { cleanName } from "./passkey-name.js";
import type { Passkey, PasskeyRemoval } from "./passkey.model.js";

export const MAX_PASSKEYS = 20;
/** Longer than any attempt to remove one takes. */
const ABANDONED_MS = 60_000;

/** A code, or what a passkey has signed. */
interface Shown {
  readonly code?: string | null | undefined;
  readonly credential?: unknown;
}

export interface PasskeyDependencies {
  readonly own: OwnChanges;
  readonly rows: Model<Passkey>;
  readonly check: PasskeyCheck;
  readonly challenges: PasskeyChallenges;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly reauthentication: Reauthentication;
  readonly changes: CredentialChangeService;
  /** Of accounts that have one: throws CHALLENGE_REQUIRED or CODE_INVALID. */
  readonly proveSecondFactor: (user: User, shown: Shown) => Promise<void>;
  readonly audit: AuditService;
  readonly mail: AccountMail;
}

export interface PasskeyCreation {
  readonly options: WebAuthnOptions;
  readonly expiresAt: Date;
}

/** The passkeys of an account: each is a way in by itself, so that adding one takes a proof. */
export class PasskeyService {
  constructor(private readonly deps: PasskeyDependencies) {}

  async begin(viewer: Viewer, password: string | null, shown: Shown): Promise<PasskeyCreation> {
    const { offered } = this.deps.check;
    const user = await this.prove(viewer, password);
    // A recent login has shown it minutes ago.
    if (password !== null) await this.deps.proveSecondFactor(user, shown);
    const known = await this.deps.check.ofUser(user._id);
    refuseFull(known.length);
    const of = { userId: user._id, epoch: epochOf(user) };
    const { challenge, expiresAt } = await this.deps.challenges.issue(of);
    const { name } = user;
    const label = user.email ?? name;
    const asked = { userId: user._id, label, name, challenge, known };
    return { options: await offered.creationOptions(asked), expiresAt };
  }

  async add(viewer: Viewer, given: unknown, givenName: string): Promise<Passkey> {
    const { check, challenges } = this.deps;
    const field = "input.credential";
    const attestation = readAttestation(given, field);
    const name = cleanName(givenName);
    const { userId } = viewer;
    const { challenge } = attestation;
    const { epoch } = await challenges.take(challenge, userId);
    const made = await check.offered.created(attestation, challenge);
    if (!made) throw badInput(field, "This passkey was not made for this server: try again.");
    const row = {
      ...{ _id: new Types.ObjectId(), userId, ...made, transports: [...made.transports], name },
      ...{ createdAt: new Date(), lastUsedAt: null, removals: [] },
    };
    await this.showing(userId, () => this.insert(row));
    const user = await this.recheck(row, viewer, epoch);
    const ids = { actorId: userId, subjectId: userId };
    await this.deps.audit.record({ event: AuditEvent.PASSKEY_ADDED, ...ids });
    if (user.email) await this.deps.mail.passkeyChanged(user.email, name, "added");
    return row;
  }

  /** May be repeated until it has gone through. Ends all other sessions: it may be a thief's. */
  async remove(viewer: Viewer, id: string, password: string | null): Promise<void> {
    const user = await this.prove(viewer, password);
    const { userId, sessionId } = viewer;
    const own = { _id: parseId(id, "passkey"), userId };
    const passkey = await this.deps.rows.findOne(own).lean();
    if (!passkey) throw notFound("passkey");
    // First nobody enters by it; then whoever was on the way is in an epoch that is over.
    const removal = { by: new Types.ObjectId(), at: new Date() };
    await this.deps.rows.updateOne(own, { $push: { removals: removal } });
    const { changes } = this.deps;
    const allowed = (owner: User): Promise<void> => this.refuseOnly(owner, own, removal);
    if (!(await changes.force(userId, {}, sessionId, allowed)))
      await changes.force(userId, {}, null, allowed);
    await this.showing(userId, () => this.deps.rows.deleteOne(own));
    const ids = { actorId: userId, subjectId: userId };
    await this.deps.audit.record({ event: AuditEvent.PASSKEY_REMOVED, ...ids });
    if (user.email) await this.deps.mail.passkeyChanged(user.email, passkey.name, "removed");
  }

  /** When the account is erased. */
  async forget(userId: Types.ObjectId): Promise<void> {
    await this.deps.rows.deleteMany({ userId });
    await this.deps.challenges.forget(userId);
  }

  /** After it is marked: of the last two that go at once, neither goes or one. */
  private async refuseOnly(
    { _id, twoFactorByPasskey }: User,
    own: Pick<Passkey, "_id" | "userId">,
    { by, at }: PasskeyRemoval,
  ): Promise<void> {
    if (!twoFactorByPasskey || (await this.deps.check.usable(_id)).length > 0) return;
    const { rows } = this.deps;
    await rows.updateOne(own, { $pull: { removals: { by } } });
    // What an attempt left behind whose node has died goes with it.
    const left = new Date(at.getTime() - ABANDONED_MS);
    await rows.updateOne(own, { $pull: { removals: { at: { $lt: left } } } });
    throw new AppError(
      ErrorCode.CONFLICT,
      "It is your only second factor: add another passkey, or turn two-factor login off, first.",
    );
  }

  private async prove(viewer: Viewer, password: string | null): Promise<User> {
    const { reauthentication } = this.deps;
    if (password !== null) return reauthentication.byPassword(viewer.userId, password);
    await reauthentication.byRecentLogin(viewer);
    const user = await this.deps.users.find(viewer.userId);
    if (!user || user.deletedAt) throw ended();
    return user;
  }

  private showing<Result>(userId: Types.ObjectId, write: () => Promise<Result>): Promise<Result> {
    return this.deps.own.during([{ userId, thing: OwnThing.PROFILE, entityId: userId }], write);
  }

  private async insert(row: Passkey): Promise<void> {
    try {
      await this.deps.rows.create(row);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new AppError(ErrorCode.CONFLICT, "This passkey belongs to an account already.");
    }
  }

  /** The row is there: what has happened to the account until now is seen, and counted are all. */
  private async recheck(row: Passkey, viewer: Viewer, epoch: string | null): Promise<User> {
    const user = await this.deps.users.find(row.userId);
    try {
      if (!user || !(await this.deps.sessions.isIn(viewer.sessionId, user))) throw ended();
      if (epochOf(user) !== epoch)
        throw new AppError(
          ErrorCode.CONFLICT,
          "The account has changed in the meantime: try again.",
        );
      refuseFull((await this.deps.check.ofUser(row.userId)).length - 1);
      return user;
    } catch (error) {
      await this.showing(row.userId, () => this.deps.rows.deleteOne({ _id: row._id }));
      throw error;
    }
  }
}

function refuseFull(count: number): void {
  if (count < MAX_PASSKEYS) return;
  const text = `An account has at most ${MAX_PASSKEYS} passkeys: remove one first.`;
  throw new AppError(ErrorCode.LIMIT_REACHED, text, { limit: MAX_PASSKEYS });
}

function ended(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The session has ended: log in again.");
}
