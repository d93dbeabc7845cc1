import { Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import { Scope, type Service } from "../../platform/core/service.js";
import type { Party, Viewer } from "../../platform/core/viewer.js";
import type { UserService } from "../../people/users/user.service.js";
import { AttendedTrust, type Shown } from "../sessions/attended-trust.js";
import { hashOf } from "../../platform/secrets/hash-of.js";
import { findActedAs, requireActable } from "./acted-as.js";
import type { ServiceKey } from "./service-key.model.js";
import type { ServiceKeyService } from "./service-key.service.js";
import { isWithin } from "./service-networks.js";
import { keyIdOf, sameHash } from "./service-secret.js";

/** What a backend sends along. */
export interface ShownKey {
  readonly secret: string;
  /** Whom it acts for; null: for itself. */
  readonly actAs: string | null;
  readonly ipAddress: string;
}

interface Asked extends Shown {
  readonly keyId: Types.ObjectId;
  readonly hash: string;
  readonly userId: Types.ObjectId | null;
}

export interface ServiceKeyCheckDependencies {
  readonly keys: ServiceKeyService;
  readonly users: UserService;
  /** Told which key was good for something. */
  readonly onUsed: (keyId: Types.ObjectId) => void;
}

/** Whose request it is that comes by a service key, and what hears of the key's end. */
export class ServiceKeyCheckService {
  private readonly trust = new AttendedTrust((asked: Asked) => this.read(asked));

  constructor(private readonly deps: ServiceKeyCheckDependencies) {}

  /**
   * UNAUTHENTICATED for whatever is wrong with the key; FORBIDDEN where it may not act for people,
   * NOT_FOUND or ACCOUNT_SUSPENDED where it may and not for that one.
   */
  async authenticate(shown: ShownKey): Promise<Party> {
    const key = await this.trust.recall(keyShownBy(shown));
    return this.enter(key, shown, (asked) => this.trust.recall(asked));
  }

  /** For what stays open: calls back when the key ends, or whoever it acts for. */
  async attend(
    shown: ShownKey,
    ended: () => void,
  ): Promise<{ readonly party: Party; readonly leave: () => void }> {
    const leaves: (() => void)[] = [];
    const leave = (): void => {
      for (const one of leaves) one();
    };
    const attend = async (asked: Asked): Promise<ServiceKey> => {
      const attended = await this.trust.attend(asked, ended);
      leaves.push(attended.leave);
      return attended.found;
    };
    try {
      const key = await attend(keyShownBy(shown));
      return { party: await this.enter(key, shown, attend), leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Whether that key acts for that person, looked up now. */
  async isActing(userId: Types.ObjectId, keyId: Types.ObjectId): Promise<boolean> {
    const [key, user] = await Promise.all([
      this.deps.keys.find(keyId),
      this.deps.users.find(userId),
    ]);
    if (!key || isOver(key) || !key.scopes.includes(Scope.ACT_AS)) return false;
    try {
      return requireActable(user) !== null;
    } catch {
      return false;
    }
  }

  /** Word that a key, or something of a person, has ended. Rejects where not all could be looked at. */
  heard(id: string): Promise<void> {
    return this.trust.heard(id);
  }

  private async enter(
    key: ServiceKey,
    { actAs, ipAddress }: ShownKey,
    look: (asked: Asked) => Promise<ServiceKey>,
  ): Promise<Party> {
    // As it was remembered: its end may have come since, and its networks are the asker's.
    if (isOver(key) || !isWithin(key.networks, ipAddress)) throw refused();
    this.deps.onUsed(key._id);
    const { _id: keyId, hash, name, scopes, expiresAt = null } = key;
    const service: Service = { keyId, name, scopes };
    if (actAs === null) return { viewer: null, service, expiresAt };
    if (!scopes.includes(Scope.ACT_AS))
      throw new AppError(ErrorCode.FORBIDDEN, "That key may not act for people.");
    const { _id: userId } = await findActedAs(this.deps.users, actAs);
    await look(shownFor(keyId, hash, userId));
    const never = new Date(8.64e15);
    const viewer: Viewer = {
      ...{ userId, sessionId: keyId, role: Role.USER, expiresAt: expiresAt ?? never },
    };
    return { viewer, service, expiresAt };
  }

  private async read({ keyId, hash, userId }: Asked): Promise<ServiceKey> {
    const key = await this.deps.keys.find(keyId);
    if (!key || isOver(key) || !sameHash(key.hash, hash)) throw refused();
    if (userId) requireActable(await this.deps.users.find(userId));
    return key;
  }
}

function keyShownBy({ secret }: ShownKey): Asked {
  const id = keyIdOf(secret);
  if (id === null) throw refused();
  return shownFor(new Types.ObjectId(id), hashOf(secret), null);
}

function shownFor(keyId: Types.ObjectId, hash: string, userId: Types.ObjectId | null): Asked {
  const of = [keyId, ...(userId ? [userId] : [])].map((id) => id.toHexString());
  return { name: [hash, ...of].join(":"), of, keyId, hash, userId };
}

function isOver({ expiresAt }: ServiceKey): boolean {
  return !!expiresAt && expiresAt <= new Date();
}

function refused(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The key is not valid.");
}
