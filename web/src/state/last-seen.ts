import type { MeFragment } from "../gql/graphql.js";
import { byPlace } from "./conversation.js";
import type { ConversationList } from "./conversation-list.js";
import { keepSnapshot, readSnapshot } from "./snapshot.js";
import { PAGE } from "./timeline.js";
import type { Timelines } from "./timelines.js";

/** So much of what was seen is kept. */
const KEPT = 50;
const KEPT_TIMELINES = 10;
const KEEP_AFTER_MS = 2_000;

/** What was last seen, for opening without a connection. It is loaded anew when there is one. */
export class LastSeen {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly me: MeFragment,
    private readonly list: ConversationList,
    private readonly timelines: Timelines,
  ) {}

  async restore(): Promise<void> {
    const snapshot = await readSnapshot();
    if (snapshot?.me.user.id !== this.me.user.id) return;
    this.list.restore(snapshot.conversations);
    for (const [id, messages] of snapshot.timelines) this.timelines.restore(id, messages);
  }

  start(): () => void {
    const stops = [this.list.index.subscribe(this.later), this.timelines.all.subscribe(this.later)];
    return () => {
      stops.forEach((stop) => stop());
      // What belongs to somebody who has signed out is not kept.
      clearTimeout(this.timer);
    };
  }

  private readonly later = (): void => {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.keep();
    }, KEEP_AFTER_MS);
  };

  private keep(): void {
    if (this.list.index.get().status !== "ready") return;
    void keepSnapshot({
      me: this.me,
      conversations: [...this.list.index.get().byId.values()].sort(byPlace).slice(0, KEPT),
      timelines: [...this.timelines.all.get()]
        .filter(([, { hasNewer, messages }]) => !hasNewer && messages.length > 0)
        .slice(-KEPT_TIMELINES)
        .map(([id, { messages }]) => [id, messages.slice(-PAGE)] as const),
    });
  }
}
