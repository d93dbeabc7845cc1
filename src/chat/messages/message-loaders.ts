import { LoaderToken, type Batch } from "../../api/graphql/loaders.js";
import { toId } from "../../platform/core/id.js";
import type { MessageReader } from "./message-reader.service.js";

/** By the message that is replied to. */
export const replyCountOf = new LoaderToken<string, number>("reply count");

export function replyCounts(reader: MessageReader): Batch<string, number> {
  return async (ids) => {
    const counts = await reader.replyCounts(ids.map(toId));
    return ids.map((id) => counts.get(id) ?? 0);
  };
}
