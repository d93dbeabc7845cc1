/** Why an endpoint did not take an event, in words for its owner. */
export class NotTaken extends Error {}

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookRequests {
  /** Resolves where the endpoint answers that it took it; rejects with NotTaken in every other case. */
  post(request: WebhookRequest): Promise<void>;
  stop(): void;
}
