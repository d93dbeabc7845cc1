import type { Types } from "mongoose";
import type { Followers } from "../../chat/followers/followers.service.js";
import { AppError, ErrorCode, isDuplicateKey, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { PushPayload, type PushKind } from "../../platform/core/push.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { checkedAddress, hashOfAddress, type PushAddress } from "./push-address.js";
import type { PushTargetRow } from "./push-target.model.js";
import type { PushTargets } from "./push-targets.js";

/** One for all devices: where it stands in a log is no device's own. */
const FOLLOWER = "push:all";

export interface PushTargetServiceDependencies {
  readonly targets: PushTargets;
  readonly followers: Pick<Followers, "begin">;
  readonly kinds: ReadonlySet<PushKind>;
  readonly payload: PushPayload;
  readonly allowPrivate: boolean;
  readonly isLive: (userId: Types.ObjectId, sessionId: Types.ObjectId) => Promise<boolean>;
  /** By the database's clock. */
  readonly now: () => Date;
}

export interface WantedTarget extends PushAddress {
  readonly kind: PushKind;
  readonly payload: PushPayload | null;
}

/** Which devices are told of messages. */
export class PushTargetService {
  constructor(private readonly deps: PushTargetServiceDependencies) {}

  async register({ userId, sessionId }: Viewer, wanted: WantedTarget): Promise<PushTargetRow> {
    const { kinds, targets, followers, allowPrivate, now } = this.deps;
    const { kind } = wanted;
    if (!kinds.has(kind))
      throw new AppError(ErrorCode.SERVICE_UNAVAILABLE, `This server does not push by ${kind}.`);
    const address = checkedAddress(kind, wanted, allowPrivate);
    const addressHash = hashOfAddress(kind, address);
    const row = { userId, sessionId, kind, addressHash, createdAt: now() };
    const put = (): Promise<PushTargetRow> =>
      targets.put({ ...row, payload: this.payloadFor(wanted.payload) }, address);
    // Nobody is followed before there is somebody to tell.
    await followers.begin(FOLLOWER, row.createdAt);
    try {
      return await put();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return put();
    }
  }

  /** Those whose session is good. */
  async list(userId: Types.ObjectId): Promise<PushTargetRow[]> {
    const rows = await this.deps.targets.ofUsers([userId]);
    const live = await Promise.all(
      rows.map(({ sessionId }) => this.deps.isLive(userId, sessionId)),
    );
    return rows.filter((_, at) => live[at]);
  }

  async remove(userId: Types.ObjectId, id: string): Promise<void> {
    if (!(await this.deps.targets.remove(userId, parseId(id, "push target"))))
      throw notFound("push target");
  }

  private payloadFor(wanted: PushPayload | null): PushPayload {
    return this.deps.payload === PushPayload.FULL
      ? (wanted ?? PushPayload.FULL)
      : PushPayload.IDS_ONLY;
  }
}
