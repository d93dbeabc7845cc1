import { createClient, type Client } from "graphql-ws";
import WebSocket from "ws";

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [key: string]: unknown };
}

export interface GraphqlResult<T> {
  readonly status: number;
  readonly data: T;
  readonly errors?: readonly GraphqlError[];
}

/** `Document` is a generated typed document, or text where the test is about the text. */
export interface TypedDocument<Result, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Result;
}

export async function post<Result = Record<string, unknown>, Variables = Record<string, unknown>>(
  url: string,
  document: TypedDocument<Result, Variables> | string,
  variables?: Variables,
  token?: string,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<GraphqlResult<Result>> {
  const response = await fetch(url, {
    method: "POST",
    signal: signal ?? null,
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  return { status: response.status, ...((await response.json()) as { data: Result }) };
}

export function socketClient(url: string, token?: string): Client {
  return createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
}

/** Collects what a subscription brings, until `close` cuts its socket. */
export class Collector<T> {
  readonly items: T[] = [];
  readonly errors: unknown[] = [];
  private readonly client: Client;
  /** Whether the server ended it. */
  completed = false;
  private closed = false;

  constructor(options: {
    url: string;
    token: string;
    document: TypedDocument<Record<string, T>, never> | string;
    variables?: Record<string, unknown>;
  }) {
    this.client = socketClient(options.url, options.token);
    const query = options.document.toString();
    const payload = { query, ...(options.variables && { variables: options.variables }) };
    this.client.subscribe<Record<string, T>>(payload, {
      next: ({ data, errors }) => {
        if (errors) this.errors.push(...errors);
        if (data) this.items.push(...Object.values(data));
      },
      error: (error) => this.closed || this.errors.push(error),
      complete: () => {
        this.completed = true;
      },
    });
  }

  close(): void {
    this.closed = true;
    this.client.terminate();
  }
}

/** Waits for a condition, never for a time. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  // Only a fault takes so long, on a busy machine too.
  limitMs = 60_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Of the first error; undefined: there is none. */
export function codeOf({ errors }: Pick<GraphqlResult<unknown>, "errors">): string | undefined {
  return errors?.[0]?.extensions.code;
}
