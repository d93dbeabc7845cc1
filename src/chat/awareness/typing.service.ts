import type { Types } from "mongoose";
import type { ConversationService } from "../conversations/conversation.service.js";
import type { MemberViewService } from "../log/member-view.service.js";
import type { Visibility } from "../../people/contacts/visibility.js";
import { parseId, toId } from "../../platform/core/id.js";
import type { Hint } from "../../platform/hints/hint.js";
import type { AwarenessFeeds } from "./awareness-feeds.js";
import { memberKeyOf, splitMemberKey } from "./awareness-feeds.js";
import type { TypingLease, TypingStore } from "./typing-store.js";

export const TYPING_TTL_MS = 6_000;

export interface TypingDependencies {
  readonly store: TypingStore;
  readonly feeds: AwarenessFeeds;
  readonly conversations: ConversationService;
  readonly memberViews: MemberViewService;
  readonly visibility: Pick<Visibility, "blocked">;
  /** Whether a block stands between that person and anybody. */
  readonly hasBlocks: (userId: Types.ObjectId) => Promise<boolean>;
  readonly publish: (hint: Hint) => void;
}

/** Who asks: one's own session is told nothing of itself. */
export interface Typist {
  readonly userId: Types.ObjectId;
  readonly sessionId: Types.ObjectId;
}

export interface TypingChange {
  readonly conversationId: string;
  readonly userId: string;
  readonly active: boolean;
}

export class TypingService {
  constructor(private readonly deps: TypingDependencies) {}

  async set({ userId, sessionId }: Typist, conversationId: string, active: boolean): Promise<void> {
    const key = { conversationId: parseId(conversationId, "conversation"), userId };
    const { membership } = await this.deps.memberViews.require(key);
    await this.deps.conversations.requireOpen(membership);
    const who = { userId: userId.toHexString(), sessionId: sessionId.toHexString() };
    if (active)
      await this.deps.store.set(conversationId, { ...who, until: Date.now() + TYPING_TTL_MS });
    else await this.deps.store.clear(conversationId, who);
    this.deps.publish({ kind: "typing", conversationId, ...who });
  }

  /** The message is there: its writing is over in all sessions. */
  async stop(user: Types.ObjectId, conversation: Types.ObjectId): Promise<void> {
    const [conversationId, userId] = [conversation.toHexString(), user.toHexString()];
    const mine = (await this.deps.store.read(conversationId)).find((one) => one.userId === userId);
    if (!mine) return;
    await this.deps.store.clear(conversationId, { userId, sessionId: null });
    const { sessionId } = mine;
    this.deps.publish({ kind: "typing", conversationId, userId, sessionId });
  }

  /** The ids of those who write now. */
  async writers(conversationId: Types.ObjectId, typist: Typist): Promise<string[]> {
    const leases = await this.others(conversationId.toHexString(), typist);
    return [...new Set(leases.map(({ userId }) => userId))];
  }

  /** Null where that one conversation is not the viewer's. */
  async follow(
    typist: Typist,
    conversationId: Types.ObjectId | null,
  ): Promise<AsyncIterableIterator<TypingChange> | null> {
    const shown = new Set<string>();
    const feed = await this.deps.feeds.follow<TypingChange>(
      { userId: typist.userId, conversationId },
      {
        keyOf: (hint) => (hint.kind === "typing" ? memberKeyOf(hint) : null),
        read: async (key) => {
          const of = splitMemberKey(key);
          const leases = await this.others(of.conversationId, typist);
          const lease = leases.findLast(({ userId }) => userId === of.userId);
          // A lease that just ends, or whose node died, sends no hint: it is looked at again.
          if (lease) setTimeout(() => feed?.touch(key), lease.until - Date.now() + 1).unref();
          const active = lease !== undefined;
          if (active === shown.has(key)) return null;
          if (active) shown.add(key);
          else shown.delete(key);
          return { ...of, active };
        },
      },
    );
    return feed && feed.open();
  }

  /** Those whom the typist may know of: a block hides it, also in a group of both. */
  private async others(conversationId: string, typist: Typist): Promise<TypingLease[]> {
    const own = typist.sessionId.toHexString();
    const leases = await this.deps.store.read(conversationId);
    const others = leases.filter(({ sessionId }) => sessionId !== own);
    if (others.length === 0 || !(await this.deps.hasBlocks(typist.userId))) return others;
    const ids = others.map(({ userId }) => toId(userId));
    const hidden = await this.deps.visibility.blocked(typist.userId, ids);
    return others.filter(({ userId }) => !hidden.has(userId));
  }
}
