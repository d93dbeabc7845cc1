// Apollo Client 4 over the kit: tokens, renewal and reconnection are the kit's, the cache is Apollo's.
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import type { ConfabClient } from "@confab/client";
import { logIn } from "./log-in.js";
import { openConversation, type SeqPosition } from "./open-conversation.js";
import type { ExampleOptions, ReceivedMessage } from "./options.js";

const MESSAGE_RECEIVED = gql`
  subscription MessageReceived($since: [SeqPosition!]) {
    messageReceived(since: $since) {
      id
      seq
      body
    }
  }
`;
const SEND_MESSAGE = gql`
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        id
        seq
        body
      }
      deduplicated
    }
  }
`;

export function apolloOver(confab: ConfabClient, url: string): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.split(
      (operation) => operation.operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(confab.socketClient),
      new HttpLink({ uri: url, fetch: confab.fetch }),
    ),
    cache: new InMemoryCache(),
  });
}

/** Logs in, writes to somebody and resolves with that message as the subscription brought it. */
export async function runApolloExample(options: ExampleOptions): Promise<ReceivedMessage> {
  const confab = await logIn(options);
  const apollo = apolloOver(confab, options.url);
  try {
    const position = await openConversation(confab, options.toUserId);
    return await new Promise<ReceivedMessage>((resolve, reject) => {
      apollo
        .subscribe<{ messageReceived: ReceivedMessage }, { since: SeqPosition[] }>({
          query: MESSAGE_RECEIVED,
          variables: { since: [position] },
        })
        .subscribe({
          next: ({ data, error }) => {
            if (error) reject(new Error(error.message, { cause: error }));
            if (data?.messageReceived.body === options.body) resolve(data.messageReceived);
          },
          error: reject,
        });
      const input = {
        conversationId: position.conversationId,
        clientMessageId: crypto.randomUUID(),
        body: options.body,
      };
      // No need to wait for the subscription: what is sent before it begins comes behind `since`.
      apollo.mutate({ mutation: SEND_MESSAGE, variables: { input } }).catch(reject);
    });
  } finally {
    apollo.stop();
    await confab.dispose();
  }
}
