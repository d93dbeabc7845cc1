import type { Message } from "../messages/message.model.js";
import type { HintBus } from "./hint.js";
import { MessageFeed, type FeedRequest, type FeedSource } from "./message-feed.js";

/** Opens feeds and knows which are open, so that stopping ends them all. */
export class Live {
  private readonly feeds = new Set<MessageFeed>();

  constructor(
    private readonly bus: HintBus,
    private readonly source: FeedSource,
  ) {}

  /** Null when the one conversation asked for may not be read. */
  async openMessageFeed(request: FeedRequest): Promise<AsyncIterableIterator<Message> | null> {
    const feed = new MessageFeed(this.bus, this.source, request, () => this.feeds.delete(feed));
    this.feeds.add(feed);
    const messages = await feed.open();
    if (!request.conversationId || feed.size > 0) return messages;
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
