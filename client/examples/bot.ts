// A bot on a backend: it comes by a service key, acts as its own user, and answers what it is asked.
import { ConfabClient, type EventFields, type Store, type TypedDocument } from "@confab/client";

export interface BotOptions {
  readonly url: string;
  /** Of `npm run admin -- key create`. */
  readonly key: string;
  /** The bot's user: its id, or `ext:` and its external id. */
  readonly actAs: string;
  /** Keeps how far it has come: a bot that was away answers what it missed. */
  readonly store: Store;
  /** Null: nothing to say to that. */
  readonly answer: (body: string) => string | null | Promise<string | null>;
  readonly webSocketImpl?: unknown;
}

type Event = EventFields & {
  readonly change?: string;
  readonly message?: {
    readonly id: string;
    readonly body: string | null;
    readonly sender: { readonly kind: "PERSON" | "BOT" } | null;
  };
};

// An app would have graphql-codegen write these types.
const EVENTS: TypedDocument<{ conversationEvents: Event }, object> = `
  subscription Events($since: [RevisionPosition!]) {
    conversationEvents(since: $since) {
      __typename
      ... on MessageChanged { conversationId revision change message { id body sender { kind } } }
      ... on CaughtUp { unlisted }
      ... on ResyncRequired { conversationId revision }
    }
  }`;
const SEND: TypedDocument<unknown, { input: object }> = `
  mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { deduplicated } }`;

interface Conversations {
  readonly viewer: {
    readonly conversations: {
      readonly nodes: readonly { readonly id: string; readonly revision: number }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}
const CONVERSATIONS: TypedDocument<Conversations, { after: string | null }> =
  `query Conversations($after: String) {
  viewer { conversations(first: 100, after: $after) {
    nodes { id revision } pageInfo { hasNextPage endCursor } } } }`;

/** In what it has not seen yet, it answers what comes from now on. */
async function startPositions(confab: ConfabClient): Promise<void> {
  for (let after: string | null = null; ;) {
    const answer: Conversations = await confab.request(CONVERSATIONS, { after });
    const { nodes, pageInfo } = answer.viewer.conversations;
    for (const { id, revision } of nodes) confab.positions.start(id, { revision });
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor;
  }
}

/** Returns what ends it. */
export async function runBot(options: BotOptions): Promise<() => Promise<void>> {
  const { url, key, actAs, store, answer, webSocketImpl } = options;
  const service = { key, actAs };
  const confab = new ConfabClient({ url, service, store, keepPositions: true, webSocketImpl });
  await startPositions(confab);
  confab.followEvents(
    EVENTS,
    {},
    {
      // The position moves when the answer is sent: whatever ends in between, no message is left
      // out, and the id of the answer makes sure that none has two.
      change: async ({ conversationId, change, message }) => {
        if (change !== "CREATED" || message?.sender?.kind !== "PERSON" || !message.body) return;
        const body = await answer(message.body);
        if (body === null) return;
        const clientMessageId = `answer-${message.id}`;
        await confab.request(SEND, { input: { conversationId, clientMessageId, body } });
      },
      resync: () => undefined,
      error: (error) => console.error(error.message),
    },
  );
  return () => confab.dispose();
}
