import { readFileSync } from "node:fs";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from "@apollo/client";
import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import {
  buildSchema,
  introspectionFromSchema,
  OperationTypeNode,
  print,
  type DocumentNode,
} from "graphql";
import type { ConfabClient } from "@confab/client";
import {
  onConversationEvent,
  onReceiptAdvanced,
  onViewerEvent,
  typePolicies,
} from "../../client/examples/apollo-cache.js";
import { possibleTypes, type ConversationEvent } from "../../client/examples/cache-events.js";
import { followOperation } from "../../client/examples/follow-operation.js";
import { cacheOptions } from "../../client/examples/urql-cache.js";
import { CONVERSATION_EVENTS, RECEIPTS, VIEWER_EVENTS } from "./cache-documents.js";

const sdl = readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8");
const schema = introspectionFromSchema(buildSchema(sdl));

type Data = Record<string, unknown>;

/** A client with its own cache, over the kit. */
export interface Cached {
  /** From the cache, or from the server where something is missing. */
  query(document: DocumentNode, variables: Data): Promise<Data>;
  /** A further page. */
  more(document: DocumentNode, variables: Data): Promise<Data>;
  /** From the cache alone; null: something is missing there. */
  shown(document: DocumentNode, variables: Data): Promise<Data | null>;
  mutate(document: DocumentNode, variables: Data): Promise<unknown>;
  /** Until all that was missed has come. */
  follow(conversationId: string): Promise<void>;
  stop(): void;
}

export function apolloOver(confab: ConfabClient, url: string): Cached {
  const following = new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) =>
        followOperation(
          confab,
          { query: print(query), variables },
          {
            next: (data) => observer.next({ data }),
            error: (error) => observer.error(error),
          },
        ),
      ),
  );
  const apollo = new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      following,
      new HttpLink({ uri: url, fetch: confab.fetch }),
    ),
    cache: new InMemoryCache({ typePolicies, possibleTypes }),
  });
  const { cache } = apollo;
  const subscribe = (query: DocumentNode, on: (event: never) => void, variables: Data = {}): void =>
    void apollo.subscribe<Data>({ query, variables }).subscribe(({ data }) => {
      if (data) on(Object.values(data)[0] as never);
    });
  return {
    async query(query, variables) {
      return (await apollo.query<Data>({ query, variables })).data ?? {};
    },
    async more(query, variables) {
      return (
        (await apollo.query<Data>({ query, variables, fetchPolicy: "network-only" })).data ?? {}
      );
    },
    shown: (query, variables) => Promise.resolve(cache.readQuery<Data>({ query, variables })),
    mutate: (mutation, variables) => apollo.mutate({ mutation, variables }),
    follow(conversationId) {
      const caughtUp = new Promise<void>((done) => {
        subscribe(CONVERSATION_EVENTS, (event: ConversationEvent) => {
          onConversationEvent(cache, event);
          if (event.__typename === "CaughtUp") done();
        });
      });
      subscribe(VIEWER_EVENTS, (event) => onViewerEvent(cache, event));
      subscribe(RECEIPTS, (event) => onReceiptAdvanced(cache, event), { conversationId });
      return caughtUp;
    },
    stop: () => apollo.stop(),
  };
}

export function urqlOver(confab: ConfabClient, url: string): Cached {
  const urql = new Client({
    ...{ url, fetch: confab.fetch, preferGetMethod: false },
    exchanges: [
      cacheExchange({ ...cacheOptions, schema }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: followOperation(
              confab,
              { query, variables: variables as Data },
              {
                next: (data) => sink.next({ data }),
                error: (error) => sink.error(error),
              },
            ),
          }),
        }),
      }),
    ],
  });
  const stops: (() => void)[] = [];
  const settled = async (
    document: DocumentNode,
    variables: Data,
    requestPolicy: "cache-first" | "cache-only",
  ): Promise<Data | null> => {
    const { data, error } = await urql.query<Data>(document, variables, { requestPolicy });
    if (error) throw error;
    return data ?? null;
  };
  return {
    query: async (document, variables) => (await settled(document, variables, "cache-first")) ?? {},
    more: async (document, variables) => (await settled(document, variables, "cache-first")) ?? {},
    shown: (document, variables) => settled(document, variables, "cache-only"),
    mutate: (document, variables) => urql.mutation(document, variables).toPromise(),
    follow: (conversationId) =>
      new Promise((done) => {
        for (const document of [CONVERSATION_EVENTS, VIEWER_EVENTS, RECEIPTS]) {
          const events = urql.subscription<Record<string, Data>>(document, { conversationId });
          const next = ({ data }: { data?: Record<string, Data> | undefined }): void => {
            if (data?.["conversationEvents"]?.["__typename"] === "CaughtUp") done();
          };
          const subscription = events.subscribe(next);
          stops.push(() => subscription.unsubscribe());
        }
      }),
    stop: () => stops.forEach((stop) => stop()),
  };
}
