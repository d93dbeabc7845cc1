import { Types, type Model } from "mongoose";
import { AuditEvent } from "../../platform/audit/audit.model.js";
import type { AuditService } from "../../platform/audit/audit.service.js";
import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { batchedById } from "../../platform/core/batcher.js";
import type { Scope } from "../../platform/core/service.js";
import { isVisible, shownLine } from "../../platform/core/shown-text.js";
import type { SessionEndings } from "../sessions/session-endings.js";
import { hashOf } from "../../platform/secrets/hash-of.js";
import type { ServiceKey } from "./service-key.model.js";
import { isNetwork } from "./service-networks.js";
import { newServiceSecret } from "./service-secret.js";

const NAME_MAX_CHARS = 100;
const MAX_NETWORKS = 20;
const MAX_KEYS = 200;

export interface NewServiceKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
  readonly networks: readonly string[];
}

type Checked = Pick<ServiceKey, "name" | "scopes" | "networks"> & Pick<NewServiceKey, "expiresAt">;

export interface ServiceKeyDependencies {
  readonly rows: Model<ServiceKey>;
  readonly endings: SessionEndings;
  readonly audit: AuditService;
}

/** Which service keys there are. One that is revoked is gone; the audit keeps its name. */
export class ServiceKeyService {
  private readonly byId;

  constructor(private readonly deps: ServiceKeyDependencies) {
    this.byId = batchedById(deps.rows);
  }

  find(keyId: Types.ObjectId): Promise<ServiceKey | null> {
    return this.byId.ask(keyId);
  }

  /** Those that there are, in any order. */
  async findMany(keyIds: readonly Types.ObjectId[]): Promise<ServiceKey[]> {
    return this.deps.rows.find({ _id: { $in: [...keyIds] } }).lean();
  }

  /** The oldest first. */
  async list(): Promise<ServiceKey[]> {
    return this.deps.rows.find().sort({ _id: 1 }).limit(MAX_KEYS).lean();
  }

  /** `actorId` is null for whoever sits at the server's command line. The secret is shown now or never. */
  async create(
    actorId: Types.ObjectId | null,
    given: NewServiceKey,
  ): Promise<{ readonly key: ServiceKey; readonly secret: string }> {
    const checked = check(given);
    if ((await this.list()).length >= MAX_KEYS)
      throw new AppError(ErrorCode.LIMIT_REACHED, `There are ${MAX_KEYS} keys: revoke some.`, {
        limit: MAX_KEYS,
      });
    const _id = new Types.ObjectId();
    const secret = newServiceSecret(_id);
    const row = { _id, ...checked, createdAt: new Date(), hash: hashOf(secret) };
    await this.record(AuditEvent.SERVICE_KEY_CREATED, actorId, row);
    await this.deps.rows.create(row);
    return { key: row as unknown as ServiceKey, secret };
  }

  /** NOT_FOUND where there is none. What is held open by it ends on all nodes. */
  async revoke(actorId: Types.ObjectId | null, id: string): Promise<void> {
    const key = await this.find(parseId(id, "service key"));
    if (!key) throw notFound("service key");
    await this.record(AuditEvent.SERVICE_KEY_REVOKED, actorId, key);
    await this.deps.endings.announce(key._id);
    await this.deps.rows.deleteOne({ _id: key._id });
    await this.deps.endings.tell(key._id);
  }

  private record(
    event: AuditEvent,
    actorId: Types.ObjectId | null,
    { _id, name, scopes }: Pick<ServiceKey, "_id" | "name" | "scopes">,
  ): Promise<void> {
    const detail = `${name} (${_id.toHexString()}): ${scopes.join(" ")}`;
    return this.deps.audit.record({ event, actorId, detail });
  }
}

function check({ name: given, scopes, expiresAt, networks }: NewServiceKey): Checked {
  const name = given.isWellFormed() ? shownLine(given.trim()).trim() : "";
  if (!isVisible(name) || /\p{Cc}/u.test(given.trim()) || [...name].length > NAME_MAX_CHARS)
    throw badInput("name", `A name has 1 to ${NAME_MAX_CHARS} characters.`, {
      limit: NAME_MAX_CHARS,
    });
  if (scopes.length === 0) throw badInput("scopes", "A key without a scope is good for nothing.");
  if (expiresAt && expiresAt <= new Date()) throw badInput("expiresAt", "That time has passed.");
  if (networks.length > MAX_NETWORKS)
    throw badInput("networks", `At most ${MAX_NETWORKS}.`, { limit: MAX_NETWORKS });
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong !== undefined)
    throw badInput("networks", `${wrong.slice(0, 60)} is no address and no network.`);
  return { name, scopes: [...new Set(scopes)], expiresAt, networks: [...new Set(networks)] };
}
