import { badInput } from "../../platform/core/errors.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { parseId } from "../../platform/core/id.js";
import type { Message } from "../../chat/log/message.model.js";
import type { EntryEvent } from "../realtime/feed-event.js";
import { LiveRequest, type Followed } from "../realtime/live-request.js";

const MAX_POSITIONS = 1_000;

export const SINCE = `Where to go on from, for at most ${MAX_POSITIONS} conversations. One beyond the end counts as the end.`;

interface Position {
  readonly conversationId: string;
  readonly at: number;
}

export interface Asked extends Pick<Followed, "order" | "rootOf"> {
  readonly conversationId: string | null | undefined;
  readonly since: readonly Position[];
}

/** What is to be followed for whoever asks, from the positions that the client names. */
export function liveRequest(
  { order, rootOf, since, conversationId }: Asked,
  context: Context,
): LiveRequest {
  const followed = {
    logs: "conversations" as const,
    order,
    rootOf,
    conversationId: conversationId ?? null,
    since: readPositions(since),
  };
  if (followed.conversationId !== null) parseId(followed.conversationId, "conversation");
  return new LiveRequest(requireViewer(context), followed);
}

/** These feeds follow conversations, whose entries are messages. */
export function messageOf({ entry }: EntryEvent): Message {
  return entry as Message;
}

function readPositions(since: readonly Position[]): Map<string, number> {
  if (since.length > MAX_POSITIONS)
    throw badInput("since", `At most ${MAX_POSITIONS} positions can be named.`, {
      limit: MAX_POSITIONS,
    });
  for (const { conversationId, at } of since) {
    parseId(conversationId, "conversation");
    if (at < 0) throw badInput("since", "A position is not negative.");
  }
  return new Map(since.map(({ conversationId, at }) => [conversationId, at]));
}
