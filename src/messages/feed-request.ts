import { badInput, notFound } from "../errors.js";
import { requireViewer, type Context } from "../graphql/context.js";
import { parseId } from "../id.js";
import type { FeedEvent } from "../realtime/feed.js";
import type { Tracks } from "../realtime/live.js";

const MAX_POSITIONS = 1_000;

export interface Position {
  readonly conversationId: string;
  readonly at: number;
}

/** Opens a feed for whoever asks, at the positions that the client names. */
export async function openFeed(
  track: keyof Tracks,
  asked: { readonly conversationId: string | null; readonly since: readonly Position[] },
  context: Context,
): Promise<AsyncIterableIterator<FeedEvent>> {
  const { userId, sessionId } = requireViewer(context);
  const { conversationId } = asked;
  const since = readPositions(asked.since);
  if (conversationId !== null) parseId(conversationId, "conversation");
  const feed = await context.live.openFeed(track, { userId, sessionId, conversationId, since });
  if (!feed) throw notFound("conversation");
  return feed;
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
