import type { AnyDocument, TypedDocument } from "./document.js";
import { ConfabError, fromGraphQLError, toConfabError, type GraphQLErrorLike } from "./error.js";
import type { StoredSession } from "./session.js";
import { authorizationOf } from "./token.js";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for an answer; 15 s unless told. */
  readonly timeoutMs?: number | undefined;
}

export interface HttpOptions {
  readonly url: string;
  readonly fetch?: Fetch | undefined;
  readonly session: () => StoredSession;
  /** Headers of every request besides the token. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly text: (document: AnyDocument) => string;
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly GraphQLErrorLike[];
}

/** GraphQL over HTTP in the name of whoever is signed in. */
export class Http {
  private readonly plainFetch: Fetch;

  constructor(private readonly options: HttpOptions) {
    this.plainFetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  /**
   * `fetch` with the Authorization header, repeated once with a new token where the server refuses
   * the old one. Hand it to any GraphQL client as its `fetch`.
   */
  readonly fetch = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const session = this.options.session();
    const authorization = await session.authorization();
    const response = await this.plainFetch(url, this.signed(init, authorization));
    if (authorization === null || !(await isRefused(response))) return response;
    const renewed = await session.renew(authorization.slice(authorization.indexOf(" ") + 1));
    return this.plainFetch(url, this.signed(init, authorizationOf(renewed)));
  };

  /** Runs one operation. Throws a ConfabError, also where the server answered with partial data. */
  request<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: RequestOptions = {},
  ): Promise<Result> {
    return this.run(this.fetch, document, variables, options);
  }

  /** The same without a token, for the operations that make one. */
  requestPlainly<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return this.run(this.plainFetch, document, variables, {});
  }

  private signed(init: RequestInit, authorization: string | null): RequestInit {
    if (authorization === null) return init;
    const headers = new Headers(init.headers);
    const added = { authorization, ...this.options.headers };
    for (const [name, value] of Object.entries(added)) headers.set(name, value);
    return { ...init, headers };
  }

  private async run<Result, Variables>(
    send: Fetch,
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    { signal, timeoutMs = 15_000 }: RequestOptions,
  ): Promise<Result> {
    const timeout = AbortSignal.timeout(timeoutMs);
    // Outside of the try: a document or variables that cannot be written down are no network error.
    const body = JSON.stringify({ query: this.options.text(document), variables });
    try {
      const response = await send(this.options.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/graphql-response+json, application/json",
        },
        body,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return await readAnswer<Result>(response);
    } catch (error) {
      throw toConfabError(error);
    }
  }
}

/** Throws what was refused. */
export async function readAnswer<Result>(response: Response): Promise<Result> {
  const text = await response.text();
  let answer: Answer<Result>;
  try {
    answer = JSON.parse(text) as Answer<Result>;
  } catch {
    throw notGraphQL(response);
  }
  const [error] = answer.errors ?? [];
  if (error) throw withRetryAfter(fromGraphQLError(error), response);
  if (answer.data === null || answer.data === undefined) throw notGraphQL(response);
  return answer.data;
}

/** A proxy's page, a cut body: nothing that a Confab server would say. */
function notGraphQL(response: Response): ConfabError {
  const code =
    response.status === 429
      ? "RATE_LIMITED"
      : response.status === 413
        ? "FILE_TOO_LARGE"
        : response.status >= 500
          ? "SERVICE_UNAVAILABLE"
          : "NETWORK_ERROR";
  const message = `The server answered ${response.status} with something that is not GraphQL.`;
  return withRetryAfter(new ConfabError({ code, message }), response);
}

function withRetryAfter(error: ConfabError, response: Response): ConfabError {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  if (error.retryAfterMs !== undefined || !Number.isFinite(seconds)) return error;
  const { message, cause } = error;
  return new ConfabError({ ...error, message, cause, retryAfterMs: seconds * 1000 });
}

// Inside a JSON string the quotes would be escaped, so nobody's message can look like this.
const REFUSED = /"code"\s*:\s*"UNAUTHENTICATED"/;

async function isRefused(response: Response): Promise<boolean> {
  if (response.status === 401) return true;
  // A stream has no end to wait for.
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  return response.ok && !isStream && REFUSED.test(await response.clone().text());
}
