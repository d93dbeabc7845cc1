import type { Types } from "mongoose";
import type { MembershipService } from "../membership/membership.service.js";
import type { MemberViewService } from "../log/member-view.service.js";
import { toId } from "../../platform/core/id.js";
import { awarenessChannel, userChannel, type HintBus } from "../../platform/hints/hint.js";
import { ConflatedFeed, type Conflated } from "./conflated-feed.js";

export interface FollowRequest {
  readonly userId: Types.ObjectId;
  /** One conversation, or null for all that the user is in, those joined later included. */
  readonly conversationId: Types.ObjectId | null;
}

/** Opens awareness feeds and knows which are open, so that stopping ends them all. */
export class AwarenessFeeds {
  private readonly feeds = new Set<{ close(): void }>();

  constructor(
    private readonly bus: HintBus,
    private readonly memberships: MembershipService,
    private readonly memberViews: Pick<MemberViewService, "find">,
  ) {}

  /** A feed on what passes on these channels. */
  watch<T>(
    channels: readonly string[],
    source: Conflated<T>,
    onClosed: () => void,
  ): ConflatedFeed<T> {
    const feed = this.open(source, onClosed);
    for (const channel of channels) feed.listen(channel);
    return feed;
  }

  /** A feed on what concerns one person. */
  ofUser<T>(userId: Types.ObjectId, source: Conflated<T>): ConflatedFeed<T> {
    const feed = this.open(source);
    feed.listen(userChannel(userId.toHexString()));
    return feed;
  }

  private open<T>(source: Conflated<T>, onClosed: () => void = () => undefined): ConflatedFeed<T> {
    const feed: ConflatedFeed<T> = new ConflatedFeed(this.bus, source, () => {
      this.feeds.delete(feed);
      onClosed();
    });
    this.feeds.add(feed);
    return feed;
  }

  /**
   * A feed on what passes in conversations. `source.read` is asked only while the user is a member
   * of the conversation, which the key begins with. Null: they are not in the one that they asked for.
   */
  async follow<T>(
    { userId, conversationId }: FollowRequest,
    source: Conflated<T>,
  ): Promise<ConflatedFeed<T> | null> {
    const isMember = async (id: Types.ObjectId): Promise<boolean> =>
      (await this.memberViews.find({ conversationId: id, userId })) !== null;
    const feed: ConflatedFeed<T> = this.open({
      keyOf: (hint) => {
        if (hint.kind !== "memberships") return source.keyOf(hint);
        if (!conversationId) feed.listen(awarenessChannel(hint.conversationId));
        return null;
      },
      read: async (key) => {
        const { conversationId: id } = splitMemberKey(key);
        if (await isMember(toId(id))) return source.read(key);
        feed.ignore(awarenessChannel(id));
        return null;
      },
    });
    try {
      if (conversationId) {
        feed.listen(awarenessChannel(conversationId.toHexString()));
        if (await isMember(conversationId)) return feed;
        feed.close();
        return null;
      }
      feed.listen(userChannel(userId.toHexString()));
      for (const { conversationId: id } of await this.memberships.ofUser(userId))
        feed.listen(awarenessChannel(id.toHexString()));
      return feed;
    } catch (error) {
      feed.close();
      throw error;
    }
  }

  get openFeeds(): number {
    return this.feeds.size;
  }

  stop(): void {
    for (const feed of this.feeds) feed.close();
  }
}

/** A key of such a feed: who, in which conversation. */
export function memberKeyOf(hint: {
  readonly conversationId: string;
  readonly userId: string;
}): string {
  return `${hint.conversationId}:${hint.userId}`;
}

export function splitMemberKey(key: string): { conversationId: string; userId: string } {
  const [conversationId = "", userId = ""] = key.split(":");
  return { conversationId, userId };
}
