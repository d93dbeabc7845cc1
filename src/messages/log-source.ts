import { Types } from "mongoose";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { Membership } from "../conversations/membership.model.js";
import type { LogService } from "./log.service.js";
import type { LogStore } from "./log-store.js";

const id = (hex: string): Types.ObjectId => new Types.ObjectId(hex);

/** What the live engine reads, out of the log and the memberships. */
export function createLogSource(
  log: LogService,
  store: LogStore,
  conversations: ConversationService,
) {
  const readable = ({ conversationId, joinedSeq }: Membership) => ({
    conversationId: conversationId.toHexString(),
    joined: { seq: joinedSeq, revision: 1 },
  });
  return {
    log: {
      head: (conversationId: string) => log.head(id(conversationId)),
      changesAfter: async (conversationId: string, revision: number, limit: number) => {
        const { revision: head } = await log.head(id(conversationId));
        // Numbers that later changes left behind make gaps: the window grows until it has enough.
        for (let width = limit; ; width *= 2) {
          const to = Math.min(revision + width, head);
          const found = await store.changed(id(conversationId), revision + 1, to);
          if (found.length >= limit || to >= head) return found.slice(0, limit);
        }
      },
      messagesAfter: (conversationId: string, seq: number, limit: number) =>
        store.range(id(conversationId), seq + 1, seq + limit),
    },
    membership: {
      find: async (userId: string, conversationId: string) => {
        const found = await conversations.membership(id(userId), id(conversationId));
        return found && readable(found);
      },
      all: async (userId: string) => (await conversations.membershipsOf(id(userId))).map(readable),
    },
    behind: async (heads: ReadonlyMap<string, number>) => {
      const now = await Promise.all(
        [...heads.keys()].map(async (key) => [key, (await log.head(id(key))).revision] as const),
      );
      return new Map(now.filter(([key, revision]) => revision > (heads.get(key) ?? 0)));
    },
  };
}
