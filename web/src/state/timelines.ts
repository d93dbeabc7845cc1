import { toConfabError, type ConfabClient } from "@confab/client";
import {
  LatestMessagesDocument,
  MessagesAfterDocument,
  MessagesAroundDocument,
  MessagesBeforeDocument,
  type MessageItemFragment,
  type MessagePageFragment,
} from "../gql/graphql.js";
import type { Receipt } from "./conversation.js";
import { Observable, withEntry } from "./observable.js";
import {
  addNewer,
  addOlder,
  EMPTY_TIMELINE,
  putMessage,
  windowOf,
  type Timeline,
} from "./timeline.js";

/** How far one member has read and received. */
export type Receipts = ReadonlyMap<
  string,
  { readonly readSeq: number; readonly deliveredSeq: number }
>;

const NOTHING_READ: Receipts = new Map();

/** The stretches of conversations that this page has loaded. */
export class Timelines {
  readonly all = new Observable<ReadonlyMap<string, Timeline>>(new Map());
  readonly receipts = new Observable<ReadonlyMap<string, Receipts>>(new Map());

  constructor(private readonly confab: ConfabClient) {}

  get(id: string): Timeline {
    return this.all.get().get(id) ?? EMPTY_TIMELINE;
  }

  has(id: string): boolean {
    return this.all.get().has(id);
  }

  /** Loads the newest messages unless they are there or on their way. */
  async open(id: string): Promise<void> {
    const timeline = this.all.get().get(id);
    if (timeline && !timeline.error) return;
    await this.reload(id).catch(() => undefined);
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
    const { hasOlder, loading, startCursor } = this.get(id);
    if (!hasOlder || loading || startCursor === null) return;
    await this.extend(id, "older", addOlder, async () => {
      const variables = { id, before: startCursor };
      return (await this.confab.request(MessagesBeforeDocument, variables)).conversation?.messages;
    });
  }

  async loadNewer(id: string): Promise<void> {
    const { hasNewer, loading, endCursor } = this.get(id);
    if (!hasNewer || loading || endCursor === null) return;
    await this.extend(id, "newer", addNewer, async () => {
      const variables = { id, after: endCursor };
      return (await this.confab.request(MessagesAfterDocument, variables)).conversation?.messages;
    });
  }

  put(message: MessageItemFragment): void {
    const id = message.conversationId;
    const timeline = this.all.get().get(id);
    if (!timeline) return;
    if (timeline.loading === "window") this.arrived.push(message);
    this.set(id, putMessage(timeline, message));
    this.updateQuotes(message);
  }

  advance({ conversationId, userId, readSeq, deliveredSeq }: Receipt): void {
    const members = this.receipts.get().get(conversationId) ?? NOTHING_READ;
    const known = members.get(userId) ?? { readSeq: 0, deliveredSeq: 0 };
    const next = {
      readSeq: Math.max(known.readSeq, readSeq),
      deliveredSeq: Math.max(known.deliveredSeq, deliveredSeq, readSeq),
    };
    this.receipts.update((all) => withEntry(all, conversationId, withEntry(members, userId, next)));
  }

  /** Live messages that came while a window was being loaded; it may have been read before them. */
  private arrived: MessageItemFragment[] = [];

  private async replace(
    id: string,
    load: () => Promise<MessagePageFragment | undefined>,
  ): Promise<void> {
    this.patch(id, { loading: "window", error: null });
    try {
      const page = await load();
      let timeline = page ? windowOf(page) : EMPTY_TIMELINE;
      const late = this.arrived.filter((m) => m.conversationId === id);
      this.arrived = this.arrived.filter((m) => m.conversationId !== id);
      for (const message of late) timeline = putMessage(timeline, message);
      this.set(id, timeline);
    } catch (error) {
      this.patch(id, { loading: null, error: toConfabError(error) });
      throw error;
    }
  }

  private async extend(
    id: string,
    loading: "older" | "newer",
    add: (timeline: Timeline, page: MessagePageFragment) => Timeline,
    load: () => Promise<MessagePageFragment | undefined>,
  ): Promise<void> {
    const started = this.get(id).startCursor;
    this.patch(id, { loading });
    try {
      const page = await load();
      // A jump in the meantime put another stretch in its place.
      if (page && this.get(id).startCursor === started) this.set(id, add(this.get(id), page));
    } catch (error) {
      this.patch(id, { loading: null, error: toConfabError(error) });
    }
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
