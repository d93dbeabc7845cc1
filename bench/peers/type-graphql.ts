import "reflect-metadata";
import { createServer } from "node:http";
import { createPubSub } from "@graphql-yoga/subscription";
import { useServer } from "graphql-ws/use/ws";
import {
  Arg,
  buildSchema,
  Ctx,
  Field,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import { WebSocketServer } from "ws";
import { append, connect, isMember, port, ready, userOf, type Message } from "./world.js";

@ObjectType()
class SenderType {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
}
@ObjectType()
class ConversationType {
  @Field(() => ID)
  id!: string;
}
@ObjectType()
class MessageType {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  seq!: number;
  @Field(() => String)
  body!: string;
  @Field(() => String)
  createdAt!: string;
  @Field(() => SenderType)
  sender!: SenderType;
  @Field(() => ConversationType)
  conversation!: ConversationType;
}

interface Context {
  readonly userId: string;
}
const pubSub = createPubSub<{ message: [string, Message] }>();

@Resolver()
class MessageResolver {
  @Query(() => Boolean)
  nothing(): boolean {
    return true;
  }
  @Mutation(() => Int)
  async send(
    @Arg("conversationId", () => ID) conversationId: string,
    @Arg("body", () => String) body: string,
    @Ctx() { userId }: Context,
  ): Promise<number> {
    const message = await append(conversationId, userId, body);
    pubSub.publish("message", conversationId, message);
    return message.seq;
  }
  @Subscription(() => MessageType, {
    topics: "message",
    topicId: ({ args }: { args: { conversationId: string } }) => args.conversationId,
  })
  async messageReceived(
    @Root() message: Message,
    @Arg("conversationId", () => ID) _conversationId: string,
  ): Promise<MessageType> {
    return message;
  }
}

await connect();
const schema = await buildSchema({ resolvers: [MessageResolver], pubSub, validate: false });
const http = createServer();
const server = new WebSocketServer({ server: http, path: "/graphql", perMessageDeflate: false });
interface Extra extends Record<PropertyKey, unknown> {
  userId?: string;
}
useServer<{ authorization?: string }, Extra>(
  {
    schema,
    onConnect: ({ connectionParams, extra }) => {
      extra.userId = userOf(connectionParams?.authorization);
    },
    onSubscribe: async ({ extra }, _id, { variables }) => {
      const conversationId = variables?.["conversationId"];
      if (typeof conversationId !== "string") return;
      if (!(await isMember(conversationId, extra.userId ?? ""))) throw new Error("FORBIDDEN");
    },
    context: ({ extra }) => ({ userId: extra.userId }),
  },
  server,
);
http.listen(port, "127.0.0.1", 4_096, () => ready(http.address()));
