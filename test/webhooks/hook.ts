import { CreateWebhookDocument, type ServerEventType } from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, type Backend } from "../support/services.js";
import { WebhookEndpoint } from "../support/webhook-endpoint.js";

/** An endpoint, and the webhook that leads to it. */
export interface Hook {
  readonly id: string;
  readonly endpoint: WebhookEndpoint;
}

const MESSAGES: ServerEventType[] = ["MESSAGE_CREATED", "MESSAGE_EDITED", "MESSAGE_DELETED"];

/** Makes them, and ends the endpoints. */
export class Hooks {
  private readonly endpoints: WebhookEndpoint[] = [];

  async make(app: TestApp, shop: Backend, types: ServerEventType[] = MESSAGES): Promise<Hook> {
    const endpoint = await WebhookEndpoint.start();
    this.endpoints.push(endpoint);
    const { url } = endpoint;
    const { data } = await ask(app, shop.headers, CreateWebhookDocument, { url, types });
    endpoint.secret = data.createWebhook.secret;
    return { id: data.createWebhook.webhook.id, endpoint };
  }

  async stop(): Promise<void> {
    await Promise.all(this.endpoints.map((endpoint) => endpoint.stop()));
  }
}

/** What was said, as often as it was taken. */
export function bodiesOf({ endpoint }: Hook): (string | null)[] {
  return endpoint.taken.map(({ data }) => data.body);
}
