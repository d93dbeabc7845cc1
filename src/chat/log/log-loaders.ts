import type { Types } from "mongoose";
import { LoaderToken, type Batch, type Loaders } from "../../api/graphql/loaders.js";
import { toId } from "../../platform/core/id.js";
import type { MemberKey } from "../membership/membership.service.js";
import type { MemberView } from "./member-view.service.js";
import type { LogHead, LogHeads } from "./log-heads.js";
import type { MessageKey } from "./log-ranges.js";
import type { LogStore } from "./log-store.js";
import type { Message } from "./message.model.js";

/** Null for whoever is not a member. */
export const memberViewOf = new LoaderToken<MemberKey, MemberView | null>(
  "member view",
  ({ conversationId, userId }) => `${conversationId.toHexString()}:${userId.toHexString()}`,
);

/** Null for a conversation that does not exist. */
export const headOf = new LoaderToken<string, LogHead | null>("log head");

export function headsById(heads: LogHeads): Batch<string, LogHead | null> {
  return async (ids) => {
    const found = await heads.many(ids.map(toId));
    const byId = new Map(found.map((head) => [head.conversationId.toHexString(), head]));
    return ids.map((id) => byId.get(id) ?? null);
  };
}

/** Each head once in an operation, whatever of its conversation is asked for. */
export async function headsBy(
  loaders: Loaders,
  ids: readonly Types.ObjectId[],
): Promise<LogHead[]> {
  const heads = await Promise.all(ids.map((id) => loaders.get(headOf).load(id.toHexString())));
  return heads.filter((head) => head !== null);
}

/** Whoever asks for a message checks that it may be read. */
export const messageOf = new LoaderToken<MessageKey, Message | null>("message", nameOf);

export function messagesByKey(store: LogStore): Batch<MessageKey, Message | null> {
  return async (keys) => {
    const found = new Map((await store.byKey(keys)).map((one) => [nameOf(one), one]));
    return keys.map((key) => found.get(nameOf(key)) ?? null);
  };
}

export function nameOf({ conversationId, _id }: MessageKey): string {
  return `${conversationId.toHexString()}:${_id.toHexString()}`;
}
