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
