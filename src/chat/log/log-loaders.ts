import { LoaderToken, type Batch } from "../../api/graphql/loaders.js";
import { toId } from "../../platform/core/id.js";
import type { MemberKey } from "../membership/membership.service.js";
import type { Access } from "./access.service.js";
import type { LogStore } from "./log-store.js";
import type { Message } from "./message.model.js";

/** Null for whoever is not a member. */
export const accessOf = new LoaderToken<MemberKey, Access | null>(
  "access",
  ({ conversationId, userId }) => `${conversationId.toHexString()}:${userId.toHexString()}`,
);

/** Whoever asks for a message checks that it may be read. */
export const messageById = new LoaderToken<string, Message | null>("message by id");

export function messagesById(store: LogStore): Batch<string, Message | null> {
  return async (ids) => {
    const messages = await store.byId(ids.map(toId));
    const found = new Map(messages.map((one) => [one._id.toHexString(), one]));
    return ids.map((id) => found.get(id) ?? null);
  };
}
