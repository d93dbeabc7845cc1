import type { Types } from "mongoose";
import { LoaderToken, type Batch, type Loaders } from "../../api/graphql/loaders.js";
import { toId } from "../../platform/core/id.js";
import type { MemberKey } from "../membership/membership.service.js";
import type { Access } from "./access.service.js";
import type { LogEnd, LogEnds } from "./log-ends.js";
import type { LogStore } from "./log-store.js";
import type { Message } from "./message.model.js";

/** Null for whoever is not a member. */
export const accessOf = new LoaderToken<MemberKey, Access | null>(
  "access",
  ({ conversationId, userId }) => `${conversationId.toHexString()}:${userId.toHexString()}`,
);

/** Null for a conversation that does not exist. */
export const endOf = new LoaderToken<string, LogEnd | null>("log end");

export function endsById(ends: LogEnds): Batch<string, LogEnd | null> {
  return async (ids) => {
    const found = await ends.many(ids.map(toId));
    const byId = new Map(found.map((end) => [end.conversationId.toHexString(), end]));
    return ids.map((id) => byId.get(id) ?? null);
  };
}

/** Each end once in an operation, whatever of its conversation is asked for. */
export async function endsBy(loaders: Loaders, ids: readonly Types.ObjectId[]): Promise<LogEnd[]> {
  const ends = await Promise.all(ids.map((id) => loaders.get(endOf).load(id.toHexString())));
  return ends.filter((end) => end !== null);
}

/** Whoever asks for a message checks that it may be read. */
export const messageById = new LoaderToken<string, Message | null>("message by id");

export function messagesById(store: LogStore): Batch<string, Message | null> {
  return async (ids) => {
    const messages = await store.byId(ids.map(toId));
    const found = new Map(messages.map((one) => [one._id.toHexString(), one]));
    return ids.map((id) => found.get(id) ?? null);
  };
}
