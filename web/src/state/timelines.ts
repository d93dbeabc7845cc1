import { ConfabError, toConfabError, type ConfabClient } from "@confab/client";
import {
  LatestMessagesDocument,
  MessagesAroundDocument,
  MessagesAroundSeqDocument,
  type MessageItemFragment,
  type MessagePageFragment,
} from "../gql/graphql.js";
import type { Receipt } from "./conversation.js";
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
  type Part,
  type Timeline,
} from "./timeline.js";

type Load = () => Promise<MessagePageFragment | undefined>;

/** The stretches of conversations that this page has loaded. */
export class Timelines {
  readonly all = new Observable<ReadonlyMap<string, Timeline>>(new Map());
  readonly receipts = new Observable<AllReceipts>(new Map());
  /** How to try again what failed, by conversation. */
  private readonly failures = new Map<string, () => Promise<void>>();

  constructor(private readonly confab: ConfabClient) {}

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
    else await this.replace(id, () => this.around(id, unreadFrom)).catch(() => undefined);
  }

  async reload(id: string): Promise<void> {
    await this.replace(id, async () => {
      const { conversation } = await this.confab.request(LatestMessagesDocument, { id });
      if (conversation) this.confab.positions.start(id, { revision: conversation.revision });
      return conversation?.messages;
    });
  }

  async jumpTo(id: string, messageId: string): Promise<void> {
    if (this.get(id).messages.some((m) => m.id === messageId)) return;
    await this.replace(id, async () => {
      const variables = { id, around: messageId };
      return (await this.confab.request(MessagesAroundDocument, variables)).conversation?.messages;
    }).catch(() => undefined);
  }

  async loadOlder(id: string): Promise<void> {
    const { hasOlder, messages } = this.get(id);
    const [first] = messages;
    if (!hasOlder || !first) return;
    await this.extend(id, "older", addOlder, () => this.around(id, first.seq - PAGE / 2));
  }

  async loadNewer(id: string): Promise<void> {
    const { hasNewer, messages } = this.get(id);
    const last = messages.at(-1);
    if (!hasNewer || !last) return;
    await this.extend(id, "newer", addNewer, () => this.around(id, last.seq + PAGE / 2 + 1));
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
    this.set(id, putMessage(timeline, message));
    this.updateQuotes(message);
  }

  advance(receipt: Receipt): void {
    this.receipts.update((all) => withAdvance(all, receipt));
  }

  /** What came live while a page was on its way: that may have been read before it. */
  private arrived: MessageItemFragment[] = [];

  private async around(id: string, seq: number): Promise<MessagePageFragment | undefined> {
    const variables = { id, aroundSeq: Math.max(0, seq) };
    const { conversation } = await this.confab.request(MessagesAroundSeqDocument, variables);
    if (conversation) this.confab.positions.start(id, { revision: conversation.revision });
    return conversation?.messages;
  }

  private async replace(id: string, load: Load): Promise<void> {
    this.patch(id, { loading: "window", failed: null, error: null });
    try {
      const page = await load();
      this.failures.delete(id);
      this.set(id, this.withArrived(id, page ? windowOf(page) : EMPTY_TIMELINE));
    } catch (error) {
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
    this.patch(id, { loading: part, failed: null, error: null });
    try {
      const page = await load();
      this.failures.delete(id);
      const timeline = this.get(id);
      const next = page ? add(timeline, page) : { ...timeline, loading: null };
      this.set(id, this.withArrived(id, next));
    } catch (error) {
      this.fail(id, part, error, () =>
        part === "older" ? this.loadOlder(id) : this.loadNewer(id),
      );
    }
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

  /** An answer quotes what it answers: an edit or a deletion shows there as well. */
  private updateQuotes({ id, conversationId, body, deletedAt }: MessageItemFragment): void {
    const timeline = this.get(conversationId);
    if (!timeline.messages.some((m) => m.replyTo?.id === id)) return;
    const messages = timeline.messages.map((m) =>
      m.replyTo?.id === id ? { ...m, replyTo: { ...m.replyTo, body, deletedAt } } : m,
    );
    this.set(conversationId, { ...timeline, messages });
  }

  private patch(id: string, change: Partial<Timeline>): void {
    this.set(id, { ...this.get(id), ...change });
  }

  private set(id: string, timeline: Timeline): void {
    if (this.all.get().get(id) === timeline) return;
    this.all.update((all) => withEntry(all, id, timeline));
  }
}
