import { createClient, type Client } from "graphql-ws";
import WebSocket from "ws";
import { CreateServiceKeyDocument, type Scope } from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import { post, until, type GraphqlResult, type TypedDocument } from "./graphql.js";
import { PASSWORD, superAdmin } from "./people.js";

/** A backend with a key. */
export interface Backend {
  readonly id: string;
  readonly secret: string;
  readonly headers: Record<string, string>;
  /** The headers of a request in the name of somebody: an id, or `ext:` and an external id. */
  as(whom: string): Record<string, string>;
}

export interface KeyOptions {
  readonly name?: string;
  readonly expiresAt?: string;
  readonly networks?: string[];
}

/** One super admin for each service: raising one takes the command line its time. */
const roots = new Map<string, Promise<Record<string, string>>>();

export function rootOf(app: TestApp): Promise<Record<string, string>> {
  const known = roots.get(app.config.mongoUri) ?? superAdmin(app);
  roots.set(app.config.mongoUri, known);
  return known;
}

export async function backend(
  app: TestApp,
  scopes: readonly Scope[],
  { name = "A backend", ...rest }: KeyOptions = {},
): Promise<Backend> {
  const root = await rootOf(app);
  const variables = { name, scopes: [...scopes], password: PASSWORD, ...rest };
  const answer = await post(app.url, CreateServiceKeyDocument, variables, undefined, root);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const { secret, key } = answer.data.createServiceKey;
  const headers = { authorization: `Server ${secret}` };
  return { id: key.id, secret, headers, as: (whom) => ({ ...headers, "act-as": whom }) };
}

/** Asks with those headers. */
export function ask<Result, Variables>(
  { url }: Pick<TestApp, "url">,
  headers: Record<string, string>,
  document: TypedDocument<Result, Variables> | string,
  variables?: Variables,
): Promise<GraphqlResult<Result>> {
  return post(url, document, variables, undefined, headers);
}

export interface OpenSocket {
  readonly client: Client;
  readonly closes: { readonly code: number; readonly reason: string }[];
}

/** A socket that was let in, or was closed instead. */
export async function openSocket(
  { url }: Pick<TestApp, "url">,
  connectionParams: Record<string, unknown>,
): Promise<OpenSocket> {
  const closes: OpenSocket["closes"] = [];
  let connected = false;
  const client = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    connectionParams,
    on: {
      connected: () => (connected = true),
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        closes.push({ code, reason });
      },
    },
  });
  await until("the socket is open or closed", () => connected || closes.length > 0);
  return { client, closes };
}
