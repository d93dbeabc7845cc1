import { toConfabError, type ConfabClient, type ConfabError, type Outbox } from "@confab/client";
import {
  ConversationEventsDocument,
  ConversationListDocument,
  ConversationsByIdDocument,
  MarkReadDocument,
  ReceiptsDocument,
  SendMessageDocument,
  type ConversationItemFragment,
  type MeFragment,
  type MessageItemFragment,
  type OwnMembershipFragment,
  type SendMessageMutation,
} from "../gql/graphql.js";
import { Awareness } from "./awareness.js";
import { withMessage, withReceipt, type Conversation, type Receipt } from "./conversation.js";
import { Deliveries } from "./deliveries.js";
import { Observable, withEntry, withoutEntry } from "./observable.js";
import type { Outgoing } from "./outgoing.js";
import { Timelines } from "./timelines.js";

export interface ConversationIndex {
  readonly status: "loading" | "ready" | "failed";
  readonly error: ConfabError | null;
  readonly byId: ReadonlyMap<string, Conversation>;
  readonly cursor: string | null;
  readonly hasMore: boolean;
}

const IDS_PER_REQUEST = 20;

/** Everything live of one signed-in account. Made at sign-in, stopped at sign-out. */
export class Chat {
  readonly index = new Observable<ConversationIndex>({
    status: "loading",
    error: null,
    byId: new Map(),
    cursor: null,
    hasMore: false,
  });
  readonly timelines: Timelines;
  readonly awareness: Awareness;
  readonly outbox: Outbox<Outgoing, SendMessageMutation>;
  private readonly deliveries: Deliveries;
  private readonly stops: (() => void)[] = [];

  constructor(
    readonly confab: ConfabClient,
    readonly me: MeFragment,
    /** Called for every new message, one's own included. */
    private readonly onArrival: (
      message: MessageItemFragment,
      conversation: Conversation,
    ) => void = () => undefined,
  ) {
    this.timelines = new Timelines(confab);
    this.awareness = new Awareness(confab, me.id);
    this.deliveries = new Deliveries(confab, me.id);
    this.outbox = confab.outbox({
      owner: me.id,
      lane: ({ conversationId }) => conversationId,
      send: (outgoing) => confab.request(SendMessageDocument, { input: inputOf(outgoing) }),
      onSent: ({ sendMessage }) => this.put(sendMessage.message),
    });
  }

  async start(): Promise<void> {
    const { confab } = this;
    await this.loadMore();
    this.stops.push(
      confab.followEvents(
        ConversationEventsDocument,
        {},
        {
          change: ({ change, message }) => {
            this.put(message);
            this.deliveries.note(message);
            const conversation = this.index.get().byId.get(message.conversationId);
            if (change === "CREATED" && conversation) this.onArrival(message, conversation);
          },
          caughtUp: ({ unlisted }) => void this.load(unlisted).catch(() => undefined),
          resync: async ({ conversationId }) => {
            await this.load([conversationId]);
            if (this.timelines.has(conversationId)) await this.timelines.reload(conversationId);
          },
        },
      ),
      confab.subscribe(
        ReceiptsDocument,
        {},
        {
          next: ({ receiptAdvanced }) => this.advance(receiptAdvanced),
        },
      ),
      confab.onStatus((status) => {
        if (status !== "connected") return;
        this.outbox.wake();
        if (this.index.get().status === "failed") void this.loadMore();
      }),
      this.awareness.start(),
    );
  }

  stop(): void {
    for (const stop of this.stops) stop();
    this.deliveries.stop();
    this.outbox.dispose();
  }

  /** The next page of the list, or the first. */
  async loadMore(): Promise<void> {
    const { cursor } = this.index.get();
    try {
      const { viewer } = await this.confab.request(ConversationListDocument, { after: cursor });
      const page = viewer?.conversations;
      this.keep(page?.nodes ?? []);
      this.index.update((index) => ({
        ...index,
        status: "ready",
        error: null,
        cursor: page?.pageInfo.endCursor ?? null,
        hasMore: page?.pageInfo.hasNextPage ?? false,
      }));
    } catch (thrown) {
      const error = toConfabError(thrown);
      this.index.update((index) => ({ ...index, status: "failed", error }));
    }
  }

  async load(ids: readonly string[]): Promise<void> {
    for (let i = 0; i < ids.length; i += IDS_PER_REQUEST) {
      const some = ids.slice(i, i + IDS_PER_REQUEST);
      const { nodes } = await this.confab.request(ConversationsByIdDocument, { ids: [...some] });
      const found = nodes.filter((node) => node?.__typename === "Conversation");
      this.keep(found);
      const gone = some.filter((id) => !found.some((node) => node.id === id));
      for (const id of gone) this.remove(id);
    }
  }

  /** Takes over a message from wherever it came; the greater revision wins. */
  put(message: MessageItemFragment): void {
    const { conversationId } = message;
    this.timelines.put(message);
    const conversation = this.index.get().byId.get(conversationId);
    if (!conversation || changesConversation(message, conversation)) {
      void this.load([conversationId]).catch(() => undefined);
    }
    this.change(conversationId, (c) => withMessage(c, message, this.me.id));
    if (message.sender) this.awareness.setTyping(conversationId, message.sender, false);
  }

  /** What a mutation answered about a conversation. */
  merge(fields: ConversationItemFragment): void {
    this.change(fields.id, (c) => ({ ...c, ...fields }));
  }

  setMembership(conversationId: string, membership: OwnMembershipFragment): void {
    this.change(conversationId, (c) => ({ ...c, viewerMembership: membership }));
  }

  remove(conversationId: string): void {
    this.confab.positions.forget(conversationId);
    this.index.update((index) => ({ ...index, byId: withoutEntry(index.byId, conversationId) }));
  }

  async markRead(conversationId: string): Promise<void> {
    const conversation = this.index.get().byId.get(conversationId);
    const membership = conversation?.viewerMembership;
    if (!membership || (membership.readSeq ?? 0) >= conversation.lastSeq) return;
    const seq = conversation.lastSeq;
    const read = { readSeq: seq, unreadCount: 0, unreadMentionCount: 0 };
    this.setMembership(conversationId, { ...membership, ...read });
    // If it fails the next visit says it again.
    const answer = await this.confab
      .request(MarkReadDocument, { conversationId, seq })
      .catch(() => null);
    const latest = this.index.get().byId.get(conversationId)?.lastSeq;
    if (answer && latest === seq) this.setMembership(conversationId, answer.markRead);
  }

  private advance(receipt: Receipt): void {
    const { conversationId, userId, readSeq } = receipt;
    this.change(conversationId, (c) => withReceipt(c, receipt));
    this.timelines.advance(receipt);
    const own = this.index.get().byId.get(conversationId)?.viewerMembership;
    // Read on another device: what is left is counted by the server.
    if (userId === this.me.id && own && (own.readSeq ?? 0) < readSeq) {
      void this.load([conversationId]).catch(() => undefined);
    }
  }

  private keep(conversations: readonly Conversation[]): void {
    for (const { id, revision } of conversations) this.confab.positions.start(id, { revision });
    this.index.update((index) => {
      const byId = new Map(index.byId);
      for (const conversation of conversations) byId.set(conversation.id, conversation);
      return { ...index, byId };
    });
    this.awareness.watch(
      conversations.flatMap((c) =>
        c.kind === "DIRECT" ? c.members.nodes.map((m) => m.user.id) : [],
      ),
    );
  }

  private change(id: string, change: (conversation: Conversation) => Conversation): void {
    this.index.update((index) => {
      const conversation = index.byId.get(id);
      if (!conversation) return index;
      const next = change(conversation);
      return next === conversation ? index : { ...index, byId: withEntry(index.byId, id, next) };
    });
  }
}

/** Titles and members are told by messages of the system: what they now are is loaded. */
function changesConversation(
  { kind, seq }: MessageItemFragment,
  { lastSeq }: Conversation,
): boolean {
  return kind === "SYSTEM" && seq > lastSeq;
}

function inputOf({
  clientMessageId,
  conversationId,
  body,
  attachments,
  mentions,
  replyTo,
}: Outgoing) {
  return {
    clientMessageId,
    conversationId,
    body,
    attachmentIds: attachments.map(({ id }) => id),
    mentionIds: mentions.map(({ id }) => id),
    replyToId: replyTo?.id ?? null,
  };
}
