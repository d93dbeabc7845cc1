import DataLoader from "dataloader";
import type { Conversation } from "../conversations/conversation.model.js";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { User } from "../users/user.model.js";
import type { UserService } from "../users/user.service.js";

/** One load for all the relations of a page. Keys are ids in hex. */
export interface Loaders {
  readonly user: DataLoader<string, User | null>;
  readonly conversation: DataLoader<string, Conversation | null>;
}

export function createLoaders(users: UserService, conversations: ConversationService): Loaders {
  return {
    user: new DataLoader((ids) => users.findMany(ids)),
    conversation: new DataLoader((ids) => conversations.findMany(ids)),
  };
}

/** The context of a subscription lives long: without this its loaders would serve old objects. */
export function eachWithFreshLoaders<T>(
  source: AsyncIterableIterator<T>,
  context: { loaders: Loaders; readonly newLoaders: () => Loaders },
): AsyncIterableIterator<T> {
  return {
    next: async () => {
      const result = await source.next();
      context.loaders = context.newLoaders();
      return result;
    },
    return: async (value?: unknown) =>
      (await source.return?.(value)) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
