import { LoaderToken, type Batch } from "../../api/graphql/loaders.js";
import { nameOf } from "../log/log-loaders.js";
import type { MessageKey } from "../log/log-ranges.js";
import type { MessageReader } from "./message-reader.service.js";

/** By the message that is replied to. */
export const replyCountOf = new LoaderToken<MessageKey, number>("reply count", nameOf);

export function replyCounts(reader: MessageReader): Batch<MessageKey, number> {
  return async (keys) => {
    const counts = await reader.replyCounts(keys);
    return keys.map(({ _id }) => counts.get(_id.toHexString()) ?? 0);
  };
}
