import { createClient, type Client, type NetworkError } from "graphql-sse";
import type { TypedDocument } from "./graphql.js";

interface Options<T> {
  readonly url: string;
  readonly token?: string | (() => string);
  readonly document: TypedDocument<Record<string, T>, never> | string;
  /** Asked again at each connection, as variables with a getter are. */
  readonly variables?: () => Record<string, unknown>;
  readonly retryAttempts?: number;
  readonly next?: (item: T) => void;
}

/** What the stock client of GraphQL over SSE is given, until `close`. */
export class Stream<T> {
  readonly items: T[] = [];
  readonly errors: { readonly message: string; readonly extensions: Record<string, unknown> }[] =
    [];
  /** What it gave up with. */
  failure: NetworkError | Error | null = null;
  completed = false;
  connections = 0;
  private readonly client: Client;

  constructor({ url, token, document, variables, next, retryAttempts = 0 }: Options<T>) {
    this.client = createClient({
      url,
      retryAttempts,
      retry: () => Promise.resolve(),
      headers: (): Record<string, string> =>
        token ? { authorization: `Bearer ${typeof token === "string" ? token : token()}` } : {},
      on: { connected: () => void (this.connections += 1) },
    });
    const request = {
      query: document.toString(),
      get variables() {
        return variables?.() ?? {};
      },
    };
    this.client.subscribe<Record<string, T>>(request, {
      next: ({ data, errors }) => {
        if (errors) this.errors.push(...(errors as unknown as typeof this.errors));
        for (const item of Object.values(data ?? {})) {
          this.items.push(item);
          next?.(item);
        }
      },
      error: (error) => (this.failure = error as Error),
      complete: () => (this.completed = true),
    });
  }

  close(): void {
    this.client.dispose();
  }
}

/** As it comes over the wire. */
export class RawStream {
  text = "";
  ended = false;

  private constructor(
    readonly status: number,
    readonly headers: Headers,
    private readonly control: AbortController,
  ) {}

  static async open(
    url: string,
    query: string,
    { token, variables, headers }: RawOptions = {},
  ): Promise<RawStream> {
    const control = new AbortController();
    const response = await fetch(url, {
      method: "POST",
      signal: control.signal,
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const raw = new RawStream(response.status, response.headers, control);
    void raw.read(response);
    return raw;
  }

  /** The data of each event, in order. */
  get events(): { id: string | null; event: string; data: string }[] {
    let id: string | null = null;
    return this.text.split("\n\n").flatMap((block) => {
      const fields = new Map(
        block.split("\n").map((line) => [line.split(":")[0] ?? "", line.replace(/^[^:]*: ?/, "")]),
      );
      id = fields.get("id") ?? id;
      const event = fields.get("event");
      return event === undefined ? [] : [{ id, event, data: fields.get("data") ?? "" }];
    });
  }

  /** What a client would name when it comes back. */
  get lastId(): string {
    return [...this.text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? "";
  }

  close(): void {
    this.control.abort();
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
        this.text += decoder.decode(chunk, { stream: true });
    } catch {
      // It was cut.
    }
    this.ended = true;
  }
}

interface RawOptions {
  readonly token?: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}
