import type { ConfabClient } from "@confab/client";
import { AttentionDocument } from "../gql/graphql.js";
import type { ConversationList } from "./conversation-list.js";
import { isListed } from "./conversation.js";
import { Observable } from "./observable.js";

/** What waits for the viewer, over all pages of all lists. */
export interface Waiting {
  readonly unreadConversations: number;
  /** Of people, and into groups. */
  readonly requests: number;
}

/** A burst is counted once. */
const PAUSE_MS = 400;

/** Counted by the server, and anew whenever something that is loaded says that it may have changed. */
export class Attention {
  readonly waiting = new Observable<Waiting>({ unreadConversations: 0, requests: 0 });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unreadHere = "";

  constructor(
    private readonly confab: ConfabClient,
    private readonly list: ConversationList,
  ) {}

  start(): () => void {
    this.count();
    const stops = [
      this.list.index.subscribe(() => this.look()),
      this.confab.onStatus((status) => status === "connected" && this.count()),
    ];
    return () => {
      stops.forEach((stop) => stop());
      clearTimeout(this.timer);
    };
  }

  /** Something was answered or read here. */
  readonly count = (): void => {
    this.timer ??= setTimeout(() => void this.ask(), PAUSE_MS);
  };

  private look(): void {
    const unread = [...this.list.index.get().byId.values()]
      .filter(({ viewerMembership: own }) => (own?.unreadCount ?? 0) > 0 && isListed(own))
      .map(({ id }) => id)
      .sort()
      .join();
    if (unread === this.unreadHere) return;
    this.unreadHere = unread;
    this.count();
  }

  private async ask(): Promise<void> {
    try {
      const { viewer } = await this.confab.request(AttentionDocument, {});
      this.waiting.set({
        unreadConversations: viewer?.unreadConversationCount ?? 0,
        requests:
          (viewer?.contacts.nodes.length ?? 0) + (viewer?.groupInvitations.nodes.length ?? 0),
      });
    } catch {
      // Counted again when the connection is back.
    } finally {
      this.timer = undefined;
    }
  }
}
