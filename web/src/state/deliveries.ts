import type { ConfabClient } from "@confab/client";
import { MarkDeliveredDocument, type MessageItemFragment } from "../gql/graphql.js";

/** A burst is acknowledged once. */
const PAUSE_MS = 600;

/** Tells senders that their messages have arrived here, read or not. */
export class Deliveries {
  private readonly newest = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly confab: ConfabClient,
    private readonly viewerId: string,
  ) {}

  note({ kind, sender, conversationId, seq }: MessageItemFragment): void {
    if (kind !== "USER" || sender?.id === this.viewerId) return;
    if (seq <= (this.newest.get(conversationId) ?? 0)) return;
    this.newest.set(conversationId, seq);
    this.timer ??= setTimeout(() => this.flush(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private flush(): void {
    this.timer = undefined;
    for (const [conversationId, seq] of this.newest) {
      // The next message says it again for all before it.
      void this.confab
        .request(MarkDeliveredDocument, { conversationId, seq })
        .catch(() => undefined);
    }
    this.newest.clear();
  }
}
