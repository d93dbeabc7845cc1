import { Types, type Model } from "mongoose";
import {
  NotDelivered,
  NotNow,
  type FollowerHandler,
  type Told,
} from "../../chat/followers/follower-handler.js";
import type { Vault } from "../../platform/secrets/vault.js";
import { eventBodyOf, eventIdOf } from "../server-events/event-body.js";
import type { ExternalIds } from "../server-events/external-ids.js";
import { serverEventTypeOf } from "../server-events/event-type-of.js";
import type { WebhookRequests } from "./webhook-requests.js";
import type { WebhookRow } from "./webhook-row.model.js";
import { signed } from "./webhook-signature.js";
import { followerOf, placeOf } from "./webhook.service.js";

const AT_ONCE = 8;
/** A change of a webhook is known to all nodes after that. */
const KNOWN_MS = 1_000;

export interface WebhookDeliveryDependencies {
  readonly externalIds: ExternalIds;
  readonly rows: Model<WebhookRow>;
  readonly vault: Vault;
  readonly requests: WebhookRequests;
  readonly isPaused: (follower: string) => Promise<boolean>;
  readonly retry: FollowerHandler["retry"];
  readonly now: () => Date;
}

interface Known {
  readonly row: WebhookRow;
  readonly secrets: readonly string[];
}

/** Posts what one webhook wants to be told of. */
export class WebhookDelivery implements FollowerHandler {
  readonly atOnce = AT_ONCE;
  readonly retry: FollowerHandler["retry"];
  private readonly _id: Types.ObjectId;
  private known: Promise<Known> | null = null;
  private knownUntil = 0;
  private notedAt = 0;

  constructor(
    private readonly deps: WebhookDeliveryDependencies,
    hex: string,
  ) {
    this._id = new Types.ObjectId(hex);
    this.retry = deps.retry;
  }

  async handle(told: Told): Promise<void> {
    const { row, secrets } = await this.current();
    if (!row.types.includes(serverEventTypeOf(told))) return;
    const body = JSON.stringify(eventBodyOf(told, await this.deps.externalIds.of(told.entry)));
    const id = eventIdOf(told.entry);
    // By the machine's clock, as its receiver compares it with a clock of its own.
    const headers = {
      "content-type": "application/json",
      "user-agent": "confab",
      ...signed({ id, at: new Date(), body }, secrets),
    };
    // Asked each time: whoever paused it was told that nothing more is sent.
    if (await this.deps.isPaused(followerOf(this._id))) throw new NotNow("the webhook is paused");
    const lastError = await this.deps.requests.post({ url: row.url, headers, body });
    if (lastError !== null) {
      await this.note({ lastError });
      throw new NotDelivered(lastError);
    }
    if (performance.now() - this.notedAt < KNOWN_MS) return;
    this.notedAt = performance.now();
    await this.note({ lastDeliveredAt: this.deps.now() });
  }

  private current(): Promise<Known> {
    if (!this.known || performance.now() > this.knownUntil) {
      this.knownUntil = performance.now() + KNOWN_MS;
      this.known = this.read();
      this.known.catch(() => (this.known = null));
    }
    return this.known;
  }

  private async read(): Promise<Known> {
    const row = await this.deps.rows.findById(this._id).lean();
    if (!row) throw new NotDelivered("the webhook is gone");
    const { secret, oldSecrets = [] } = row;
    const good = oldSecrets.filter(({ until }) => until > this.deps.now());
    const sealed = [secret, ...good.map((old) => old.sealed)];
    const secrets = sealed.map((one) => this.deps.vault.open(one, placeOf(this._id)));
    return { row, secrets };
  }

  private async note(fact: Partial<WebhookRow>): Promise<void> {
    await this.deps.rows.updateOne({ _id: this._id }, { $set: fact });
  }
}
