import { ConfabError, toConfabError, type ConfabClient } from "@confab/client";
import type { MessageItemFragment, MessagePageFragment } from "../gql/graphql.js";
import type { Receipt } from "./conversation.js";
import { MessagePages } from "./message-pages.js";
import { Observable, withEntry } from "./observable.js";
import { withAdvance, type AllReceipts } from "./receipts.js";
import {
  addNewer,
  addOlder,
  EMPTY_TIMELINE,
  PAGE,
  putMessage,
  windowOf,
  withoutOldest,
  withQuoted,
  type Part,
  type Timeline,
} from "./timeline.js";
import { Turns } from "./turns.js";

type Load = () => Promise<MessagePageFragment | undefined>;

/** The stretches of conversations that this page has loaded. */
export class Timelines {
  readonly all = new Observable<ReadonlyMap<string, Timeline>>(new Map());
  readonly receipts = new Observable<AllReceipts>(new Map());
  /** How to try again what failed, by conversation. */
  private readonly failures = new Map<string, () => Promise<void>>();
  private readonly loads = new Turns();

  private readonly pages: MessagePages;

  constructor(confab: ConfabClient) {
    this.pages = new MessagePages(confab);
  }

  get(id: string): Timeline {
    return this.all.get().get(id) ?? EMPTY_TIMELINE;
  }

  has(id: string): boolean {
    return this.all.get().has(id);
  }

  /**
   * Makes the stretch there that somebody wants who opens the conversation: around the first
   * message that is not read, or else the newest.
   */
  async open(id: string, unreadFrom: number | null): Promise<void> {
    const timeline = this.all.get().get(id);
    if (timeline?.loading === "window") return;
    const first = timeline?.messages[0]?.seq ?? 1;
    const shown = unreadFrom === null || unreadFrom >= first;
    if (timeline && !timeline.error && !timeline.hasNewer && shown) return;
    if (unreadFrom === null) await this.reload(id).catch(() => undefined);
    else await this.replace(id, () => this.pages.around(id, unreadFrom)).catch(() => undefined);
  }

  async reload(id: string): Promise<void> {
    await this.replace(id, () => this.pages.latest(id));
  }

  /** False: it is not there. What could not be loaded may be tried again. */
  async jumpTo(id: string, messageId: string): Promise<boolean> {
    const isThere = (): boolean => this.get(id).messages.some((m) => m.id === messageId);
    if (isThere()) {
      this.keep(id);
      return true;
    }
    const opening = !this.has(id) || this.get(id).loading === "window";
    await this.replace(id, async () => {
      try {
        return await this.pages.aroundMessage(id, messageId);
      } catch (error) {
        // A link to what is gone still opens the conversation.
        if (!opening || toConfabError(error).code !== "NOT_FOUND") throw error;
        return this.pages.latest(id);
      }
    }).catch(() => undefined);
    return isThere() || this.get(id).failed === "window";
  }

  async loadOlder(id: string): Promise<void> {
    const { hasOlder, messages } = this.get(id);
    const [first] = messages;
    if (!hasOlder || !first) return;
    await this.extend(id, "older", addOlder, () => this.pages.around(id, first.seq - PAGE / 2));
  }

  async loadNewer(id: string): Promise<void> {
    const { hasNewer, messages } = this.get(id);
    const last = messages.at(-1);
    if (!hasNewer || !last) return;
    await this.extend(id, "newer", addNewer, () => this.pages.around(id, last.seq + PAGE / 2 + 1));
  }

  /** Asks again for what could not be loaded. */
  async retry(id: string): Promise<void> {
    await this.failures.get(id)?.();
  }

  /** The line is back. */
  retryAll(): void {
    for (const again of [...this.failures.values()]) void again();
  }

  /** For whoever is at the newest end: a stretch that has grown by what came in is shortened. */
  trim(id: string): void {
    if (this.has(id)) this.set(id, withoutOldest(this.get(id)));
  }

  /** What was last seen of it, to be loaded anew as soon as that is possible. */
  restore(id: string, messages: Timeline["messages"]): void {
    this.set(id, { ...EMPTY_TIMELINE, messages });
    const error = new ConfabError({ code: "NETWORK_ERROR", message: "There is no connection." });
    this.fail(id, "window", error, () => this.reload(id).catch(() => undefined));
  }

  put(message: MessageItemFragment): void {
    const id = message.conversationId;
    const timeline = this.all.get().get(id);
    if (!timeline) return;
    if (timeline.loading) this.arrived.push(message);
    this.set(id, withQuoted(putMessage(timeline, message), message));
  }

  advance(receipt: Receipt): void {
    this.receipts.update((all) => withAdvance(all, receipt));
  }

  /** What came live while a page was on its way: that may have been read before it. */
  private arrived: MessageItemFragment[] = [];

  private async replace(id: string, load: Load): Promise<void> {
    const isWanted = this.loads.begin(id);
    this.patch(id, { loading: "window", failed: null, error: null });
    try {
      const page = await load();
      if (!isWanted()) return;
      this.failures.delete(id);
      this.set(id, this.withArrived(id, page ? windowOf(page) : EMPTY_TIMELINE));
    } catch (error) {
      if (!isWanted()) return;
      this.fail(id, "window", error, () => this.replace(id, load).catch(() => undefined));
      throw error;
    }
  }

  private async extend(
    id: string,
    part: Part,
    add: (timeline: Timeline, page: MessagePageFragment) => Timeline,
    load: Load,
  ): Promise<void> {
    if (this.get(id).loading) return;
    const isWanted = this.loads.begin(id);
    this.patch(id, { loading: part, failed: null, error: null });
    try {
      const page = await load();
      if (!isWanted()) return;
      this.failures.delete(id);
      const timeline = this.get(id);
      const next = page ? add(timeline, page) : { ...timeline, loading: null };
      this.set(id, this.withArrived(id, next));
    } catch (error) {
      if (!isWanted()) return;
      this.fail(id, part, error, () =>
        part === "older" ? this.loadOlder(id) : this.loadNewer(id),
      );
    }
  }

  /** A stretch that is on its way is not to take the place of this one. */
  private keep(id: string): void {
    if (this.get(id).loading !== "window") return;
    this.loads.begin(id);
    this.set(id, this.withArrived(id, { ...this.get(id), loading: null }));
  }

  private withArrived(id: string, timeline: Timeline): Timeline {
    const late = this.arrived.filter((m) => m.conversationId === id);
    this.arrived = this.arrived.filter((m) => m.conversationId !== id);
    return late.reduce(putMessage, timeline);
  }

  private fail(id: string, failed: Part, error: unknown, again: () => Promise<void>): void {
    this.failures.set(id, again);
    this.patch(id, { loading: null, failed, error: toConfabError(error) });
  }

  private patch(id: string, change: Partial<Timeline>): void {
    this.set(id, { ...this.get(id), ...change });
  }

  private set(id: string, timeline: Timeline): void {
    if (this.all.get().get(id) === timeline) return;
    this.all.update((all) => withEntry(all, id, timeline));
  }
}
