import { Types, type Model } from "mongoose";
import type { Followers } from "../../chat/followers/followers.service.js";
import type { Lag } from "../../chat/followers/follower-positions.js";
import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { Vault } from "../../platform/secrets/vault.js";
import type { ServerEventType } from "../server-events/server-event-type.model.js";
import type { WebhookRow } from "./webhook-row.model.js";
import { newWebhookSecret } from "./webhook-signature.js";
import { checkedUrl } from "./webhook-url.js";
import { WebhookState, type Webhook, type WebhookCreated } from "./webhook.types.js";

const MAX_WEBHOOKS = 50;
/** Each makes a request longer by a signature. */
const MAX_OLD_SECRETS = 5;
const OLD_SECRET_MS = 24 * 60 * 60_000;
const KIND = "webhook";

export interface WebhookServiceDependencies {
  readonly rows: Model<WebhookRow>;
  readonly followers: Followers;
  readonly vault: Vault;
  /** By the database's clock. */
  readonly now: () => Date;
  readonly allowPrivate: boolean;
}

/** Which webhooks there are. How far each is, is what its follower knows. */
export class WebhookService {
  constructor(private readonly deps: WebhookServiceDependencies) {}

  async list(): Promise<Webhook[]> {
    const rows = await this.deps.rows.find().sort({ _id: 1 }).limit(MAX_WEBHOOKS).lean();
    const names = rows.map(({ _id }) => followerOf(_id));
    const all = await this.deps.followers.all();
    const paused = new Set(all.flatMap((one) => (one.paused ? [one._id] : [])));
    const lags = await this.deps.followers.lags(names);
    return rows.map((row, at) => {
      const name = names[at] ?? "";
      return this.shown(row, paused.has(name), lags.get(name));
    });
  }

  async create(url: string, types: readonly ServerEventType[]): Promise<WebhookCreated> {
    if (types.length === 0) throw badInput("types", "A webhook is told of something.");
    const checked = checkedUrl(url, this.deps.allowPrivate);
    if ((await this.deps.rows.countDocuments()) >= MAX_WEBHOOKS)
      throw new AppError(ErrorCode.LIMIT_REACHED, `There are ${MAX_WEBHOOKS} webhooks.`, {
        limit: MAX_WEBHOOKS,
      });
    const [_id, secret, createdAt] = [new Types.ObjectId(), newWebhookSecret(), this.deps.now()];
    const sealed = this.deps.vault.seal(secret, placeOf(_id));
    const row = { _id, url: checked, types: [...new Set(types)], createdAt, secret: sealed };
    await this.deps.rows.create(row);
    await this.deps.followers.beginAfresh(followerOf(_id), createdAt);
    return { webhook: this.shown(row, false, undefined), secret };
  }

  async pause(id: string, paused: boolean): Promise<Webhook> {
    const { _id } = await this.find(id);
    await this.deps.followers.pause(followerOf(_id), paused);
    return this.get(_id);
  }

  async rotateSecret(id: string): Promise<WebhookCreated> {
    const secret = newWebhookSecret();
    for (;;) {
      const { _id, secret: current, oldSecrets = [] } = await this.find(id);
      const now = this.deps.now();
      const replaced = { sealed: current, until: new Date(now.getTime() + OLD_SECRET_MS) };
      const stillGood = oldSecrets.filter(({ until }) => until > now);
      const sealed = this.deps.vault.seal(secret, placeOf(_id));
      // Misses where somebody was faster: theirs is then one that signs for a day more.
      const { matchedCount } = await this.deps.rows.updateOne(
        { _id, secret: current },
        { secret: sealed, oldSecrets: [...stillGood, replaced].slice(-MAX_OLD_SECRETS) },
      );
      if (matchedCount > 0) return { webhook: await this.get(_id), secret };
    }
  }

  async replay(id: string, from: Date): Promise<Webhook> {
    const { _id } = await this.find(id);
    if (from > this.deps.now()) throw badInput("from", "That time is still to come.");
    await this.deps.followers.goBack(followerOf(_id), from);
    return this.get(_id);
  }

  async remove(id: string): Promise<void> {
    const { _id } = await this.find(id);
    await this.deps.rows.deleteOne({ _id });
    await this.deps.followers.end(followerOf(_id));
  }

  /** Those that there are, in any order. */
  async findMany(ids: readonly Types.ObjectId[]): Promise<Webhook[]> {
    const asked = new Set(ids.map((id) => id.toHexString()));
    return (await this.list()).filter(({ _id }) => asked.has(_id.toHexString()));
  }

  private async get(_id: Types.ObjectId): Promise<Webhook> {
    const [found] = await this.findMany([_id]);
    if (!found) throw notFound("webhook");
    return found;
  }

  private async find(id: string): Promise<WebhookRow> {
    const row = await this.deps.rows.findById(parseId(id, "webhook")).lean();
    if (!row) throw notFound("webhook");
    return row;
  }

  private shown(row: WebhookRow, paused: boolean, lag: Lag | undefined): Webhook {
    const { _id, url, types, createdAt, lastError = null, lastDeliveredAt = null } = row;
    const since = lag?.behindSince ?? null;
    const lagMs = since ? this.deps.now().getTime() - since.getTime() : 0;
    const isFailing = (lag?.failures ?? 0) > 0;
    const active = isFailing ? WebhookState.FAILING : WebhookState.ACTIVE;
    return {
      ...{ _id, id: _id.toHexString(), url, types, createdAt, lastError, lastDeliveredAt },
      state: paused ? WebhookState.PAUSED : active,
      lagSeconds: Math.max(0, Math.floor(lagMs / 1_000)),
      undelivered: lag?.undelivered ?? 0,
    };
  }
}

/** Binds what is sealed to its row. */
export function placeOf(_id: Types.ObjectId): string {
  return `webhooks|secret|${_id.toHexString()}`;
}

export function followerOf(_id: Types.ObjectId): string {
  return `${KIND}:${_id.toHexString()}`;
}
