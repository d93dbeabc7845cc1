import { fastify } from "fastify";
import { mercurius } from "mercurius";
import { append, connect, isMember, port, ready, userOf, type Message } from "./world.js";

const schema = `
  type Sender { id: ID! name: String! }
  type Conversation { id: ID! }
  type Message {
    id: ID! seq: Int! body: String! createdAt: String! sender: Sender! conversation: Conversation!
  }
  type Query { nothing: Boolean! }
  type Mutation { send(conversationId: ID!, body: String!): Int! nothing: Boolean! }
  type Subscription { messageReceived(conversationId: ID!): Message! }
`;

interface Context {
  readonly userId: string;
  readonly pubsub: {
    publish(event: { topic: string; payload: object }): void;
    subscribe(topic: string): Promise<AsyncIterator<unknown>>;
  };
}
interface Send {
  readonly conversationId: string;
  readonly body: string;
}

const resolvers = {
  Query: { nothing: (): boolean => true },
  Mutation: {
    nothing: (): boolean => true,
    send: async (_: unknown, { conversationId, body }: Send, { userId, pubsub }: Context) => {
      const message = await append(conversationId, userId, body);
      pubsub.publish({ topic: conversationId, payload: { messageReceived: message } });
      return message.seq;
    },
  },
  Subscription: {
    messageReceived: {
      subscribe: async (_: unknown, { conversationId }: Send, { userId, pubsub }: Context) => {
        if (!(await isMember(conversationId, userId))) throw new Error("FORBIDDEN");
        return pubsub.subscribe(conversationId);
      },
      resolve: ({ messageReceived }: { messageReceived: Message }): Message => messageReceived,
    },
  },
};

await connect();
const app = fastify();
await app.register(mercurius as never, {
  schema,
  resolvers,
  jit: 1,
  context: (request: { headers: { authorization?: string } }) => ({
    userId: userOf(request.headers.authorization),
  }),
  subscription: {
    fullWsTransport: true,
    onConnect: ({ payload }: { payload: { authorization?: string } }) => ({
      userId: userOf(payload.authorization),
    }),
  },
});
await app.listen({ port, host: "127.0.0.1", backlog: 4_096 });
ready(app.server.address());
