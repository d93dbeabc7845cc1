import { Feed, type FeedEvent, type FeedRequest, type FeedSource } from "./feed.js";
import type { HintBus } from "./hint.js";
import type { Track } from "./track.js";

export interface Tracks {
  readonly seq: Track;
  readonly revision: Track;
}

/** Opens feeds and knows which are open, so that stopping ends them all. */
export class Live {
  private readonly feeds = new Set<{ close(): void }>();

  constructor(
    private readonly bus: HintBus,
    private readonly source: FeedSource,
    private readonly tracks: Tracks,
  ) {}

  /** Null when the one conversation asked for may not be read. */
  async openFeed(
    track: keyof Tracks,
    request: FeedRequest,
  ): Promise<AsyncIterableIterator<FeedEvent> | null> {
    const feed: Feed = new Feed(this.bus, this.source, this.tracks[track], request, () =>
      this.feeds.delete(feed),
    );
    this.feeds.add(feed);
    const events = await feed.open();
    if (!request.conversationId || feed.size > 0) return events;
    feed.close();
    return null;
  }

  get openFeeds(): number {
    return this.feeds.size;
  }

  stop(): void {
    for (const feed of this.feeds) feed.close();
  }
}
