export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface WebhookRequests {
  /** Null where the endpoint answers that it took it; else why not, in words for its owner. Never rejects. */
  post(request: WebhookRequest): Promise<string | null>;
  stop(): void;
}
