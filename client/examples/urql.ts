// urql 6 over the kit: tokens, renewal and reconnection are the kit's, the cache is urql's.
import { cacheExchange, Client, fetchExchange, gql, subscriptionExchange } from "@urql/core";
import type { ConfabClient } from "@confab/client";
import { logIn } from "./log-in.js";
import { openConversation, type SeqPosition } from "./open-conversation.js";
import type { ExampleOptions, ReceivedMessage } from "./options.js";

const MESSAGE_RECEIVED = gql<{ messageReceived: ReceivedMessage }, { since: SeqPosition[] }>`
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

export function urqlOver(confab: ConfabClient, url: string): Client {
  return new Client({
    url,
    fetch: confab.fetch,
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: confab.socketClient.subscribe(
              { query, variables: variables as Record<string, unknown> },
              {
                next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
                error: (error) => sink.error(error),
                complete: () => sink.complete(),
              },
            ),
          }),
        }),
      }),
    ],
  });
}

/** Logs in, writes to somebody and resolves with that message as the subscription brought it. */
export async function runUrqlExample(options: ExampleOptions): Promise<ReceivedMessage> {
  const confab = await logIn(options);
  const urql = urqlOver(confab, options.url);
  try {
    const position = await openConversation(confab, options.toUserId);
    return await new Promise<ReceivedMessage>((resolve, reject) => {
      urql.subscription(MESSAGE_RECEIVED, { since: [position] }).subscribe(({ data, error }) => {
        if (error) reject(error);
        if (data?.messageReceived.body === options.body) resolve(data.messageReceived);
      });
      const send = async (): Promise<void> => {
        const input = {
          conversationId: position.conversationId,
          clientMessageId: crypto.randomUUID(),
          body: options.body,
        };
        const { error } = await urql.mutation(SEND_MESSAGE, { input }).toPromise();
        if (error) throw error;
      };
      // No need to wait for the subscription: what is sent before it begins comes behind `since`.
      send().catch(reject);
    });
  } finally {
    await confab.dispose();
  }
}
