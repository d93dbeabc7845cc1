import { createClient, type Client } from "graphql-ws";
import WebSocket from "ws";
import {
  FollowServerDocument,
  ServerEventsDocument,
  type FollowServerSubscription,
  type ServerEventsQuery,
  type ServerEventsQueryVariables,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { until } from "../support/graphql.js";
import { ask, type Backend } from "../support/services.js";

export type Item = FollowServerSubscription["serverEvents"];
export type LogItem = Extract<Item, { __typename: "LogEvent" }>;
export type Page = ServerEventsQuery["serverEvents"];
type PageEvent = Page["events"][number];

/** A backend that follows by a socket. */
export class Reader {
  readonly items: Item[] = [];
  readonly errors: { readonly extensions?: { readonly code?: string } }[] = [];
  private readonly client: Client;
  private closed = false;

  constructor(
    { url }: Pick<TestApp, "url">,
    { headers }: Pick<Backend, "headers">,
    variables: { since?: string | null; types?: string[] } = {},
  ) {
    this.client = createClient({
      url: url.replace(/^http/, "ws"),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: headers,
    });
    const query = FollowServerDocument.toString();
    this.client.subscribe<FollowServerSubscription>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors) this.errors.push(...errors);
          if (data) this.items.push(data.serverEvents);
        },
        error: (error) => this.closed || this.errors.push(...[error as never].flat()),
        complete: () => undefined,
      },
    );
  }

  get events(): LogItem[] {
    return this.items.filter((item) => item.__typename === "LogEvent");
  }

  /** Where it goes on from after a cut. */
  get position(): string {
    return this.items.at(-1)?.position ?? "";
  }

  caughtUp(): Promise<void> {
    return until("it has caught up", () => {
      if (this.errors.length > 0) throw new Error(JSON.stringify(this.errors));
      return this.items.some(({ __typename }) => __typename === "ServerCaughtUp");
    });
  }

  close(): void {
    this.closed = true;
    this.client.terminate();
  }
}

export async function pageOf(
  app: Pick<TestApp, "url">,
  shop: Backend,
  variables: ServerEventsQueryVariables = {},
): Promise<Page> {
  const answer = await ask(app, shop.headers, ServerEventsDocument, variables);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.serverEvents;
}

/** All from a position on, page by page. */
export async function pull(
  app: Pick<TestApp, "url">,
  shop: Backend,
  variables: ServerEventsQueryVariables = {},
): Promise<{ events: PageEvent[]; position: string }> {
  const events: PageEvent[] = [];
  for (let since = variables.since ?? null; ;) {
    const page = await pageOf(app, shop, { ...variables, since });
    events.push(...page.events);
    since = page.position;
    if (!page.hasMore) return { events, position: since };
  }
}

export function bodyOf({ data }: Pick<LogItem, "data">): string | null {
  return (data as { body: string | null }).body;
}

export function chatOf({ data }: Pick<LogItem, "data">): string {
  return (data as { conversationId: string }).conversationId;
}

/** Of one conversation, in the order in which they came. */
export function revisionsOf(events: readonly Pick<LogItem, "eventId">[], chat: string): number[] {
  return events.flatMap(({ eventId }) => {
    const [conversationId, revision] = eventId.split(".");
    return conversationId === chat ? [Number(revision)] : [];
  });
}
