import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { OperationTypeNode } from "graphql";
import type { Client as SocketClient } from "graphql-ws";
import WebSocket from "ws";
import { runApolloExample } from "../../client/examples/apollo.js";
import { runUrqlExample } from "../../client/examples/urql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { socketClient, until } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";

const LISTEN = gql`
  subscription Listen {
    messageReceived {
      id
      body
      sender {
        id
        name
      }
    }
  }
`;
const SEND = gql`
  mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        id
        body
      }
    }
  }
`;
const VIEWER = gql`
  query Viewer {
    viewer {
      id
      email
    }
  }
`;

let app: TestApp;
let ann: Person;
let bob: Person;
let conversationId: string;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = await Promise.all([signUp(app, "Ann"), signUp(app, "Bob")]);
  conversationId = await openDirect(app, ann, bob);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await until("nothing is left open", () => app.open().subscriptions === 0);
});
afterAll(() => app.stop());

const input = (body: string) => ({ conversationId, clientMessageId: randomUUID(), body });
const authorization = (): string => `Bearer ${ann.token}`;
const listening = () => until("it listens", () => app.open().live > 0);

function annsSocket(): SocketClient {
  const client = socketClient(app.url, ann.token);
  ends.push(() => client.dispose());
  return client;
}

describe("stock Apollo Client 4", () => {
  const connect = (): ApolloClient => {
    const apollo = new ApolloClient({
      link: ApolloLink.split(
        ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
        new GraphQLWsLink(annsSocket()),
        new HttpLink({ uri: app.url, headers: { authorization: authorization() } }),
      ),
      cache: new InMemoryCache(),
    });
    ends.push(() => apollo.stop());
    return apollo;
  };

  test("asks, sends and listens", async () => {
    const apollo = connect();
    expect((await apollo.query({ query: VIEWER })).data).toMatchObject({
      viewer: { email: ann.email },
    });
    const heard: unknown[] = [];
    const subscription = apollo.subscribe({ query: LISTEN }).subscribe(({ data }) => {
      heard.push(data);
    });
    await listening();
    await send(app, bob, conversationId, "Hello, Apollo");
    await until("Bob's message", () => heard.length === 1);
    expect(heard).toMatchObject([
      { messageReceived: { body: "Hello, Apollo", sender: { name: "Bob" } } },
    ]);
    await apollo.mutate({ mutation: SEND, variables: { input: input("Hello, Bob") } });
    await until("one's own message", () => heard.length === 2);
    subscription.unsubscribe();
  });

  test("finds the code in an error", async () => {
    const variables = { input: { ...input("x"), conversationId: "nonsense" } };
    const error = await connect()
      .mutate({ mutation: SEND, variables })
      .catch((thrown: unknown) => thrown);
    expect(CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("over the client kit, as the example has it", async () => {
    expect(await runApolloExample(example("by Apollo"))).toMatchObject({ body: "by Apollo" });
  });
});

describe("stock urql", () => {
  const connect = (): Client => {
    const socket = annsSocket();
    return new Client({
      url: app.url,
      preferGetMethod: false,
      fetchOptions: () => ({ headers: { authorization: authorization() } }),
      exchanges: [
        cacheExchange,
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query = "", variables = {} }) => ({
            subscribe: (sink) => ({
              unsubscribe: socket.subscribe(
                { query, variables: variables as Record<string, unknown> },
                sink as Parameters<SocketClient["subscribe"]>[1],
              ),
            }),
          }),
        }),
      ],
    });
  };

  test("asks, sends and listens", async () => {
    const urql = connect();
    expect((await urql.query(VIEWER, {})).data).toMatchObject({ viewer: { email: ann.email } });
    const heard: unknown[] = [];
    const subscription = urql.subscription(LISTEN, {}).subscribe(({ data }) => {
      heard.push(data);
    });
    await listening();
    await send(app, bob, conversationId, "Hello, urql");
    await until("Bob's message", () => heard.length === 1);
    expect(heard).toMatchObject([
      { messageReceived: { body: "Hello, urql", sender: { name: "Bob" } } },
    ]);
    await urql.mutation(SEND, { input: input("Hello, Bob") });
    await until("one's own message", () => heard.length === 2);
    subscription.unsubscribe();
  });

  test("finds the code in an error", async () => {
    const variables = { input: { ...input("x"), conversationId: "nonsense" } };
    const { error } = await connect().mutation(SEND, variables);
    expect(error?.graphQLErrors[0]?.extensions).toMatchObject({ code: "NOT_FOUND" });
  });

  test("over the client kit, as the example has it", async () => {
    expect(await runUrqlExample(example("by urql"))).toMatchObject({ body: "by urql" });
  });
});

function example(body: string) {
  const { email } = ann;
  const { url } = app;
  return { url, email, password: PASSWORD, toUserId: bob.id, body, webSocketImpl: WebSocket };
}
