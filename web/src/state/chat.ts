import { type ConfabClient, type Outbox } from "@confab/client";
import {
  ConversationEventsDocument,
  MarkReadDocument,
  ReceiptsDocument,
  SendMessageDocument,
  type MeFragment,
  type MessageItemFragment,
  type SendMessageMutation,
} from "../gql/graphql.js";
import { Awareness } from "./awareness.js";
import { withMessage, withReceipt, type Conversation, type Receipt } from "./conversation.js";
import { Deliveries } from "./deliveries.js";
import type { Outgoing } from "./outgoing.js";
import { Timelines } from "./timelines.js";
import { ConversationList } from "./conversation-list.js";

/** Everything live of one signed-in account. Made at sign-in, stopped at sign-out. */
export class Chat {
  readonly list: ConversationList;
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
    this.list = new ConversationList(confab, (conversations) => this.watch(conversations));
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
    await this.list.loadMore();
    this.stops.push(
      confab.followEvents(
        ConversationEventsDocument,
        {},
        {
          change: ({ change, message }) => {
            this.put(message);
            this.deliveries.note(message);
            const conversation = this.list.get(message.conversationId);
            if (change === "CREATED" && conversation) this.onArrival(message, conversation);
          },
          caughtUp: ({ unlisted }) => void this.list.load(unlisted).catch(() => undefined),
          resync: async ({ conversationId }) => {
            await this.list.load([conversationId]);
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
        if (this.list.index.get().status === "failed") void this.list.loadMore();
      }),
      this.awareness.start(),
    );
  }

  stop(): void {
    for (const stop of this.stops) stop();
    this.deliveries.stop();
    this.outbox.dispose();
  }

  /** Takes over a message from wherever it came; the greater revision wins. */
  put(message: MessageItemFragment): void {
    const { conversationId } = message;
    this.timelines.put(message);
    const conversation = this.list.get(conversationId);
    if (!conversation || changesConversation(message, conversation)) {
      void this.list.load([conversationId]).catch(() => undefined);
    }
    this.list.change(conversationId, (c) => withMessage(c, message, this.me.id));
    if (message.sender) this.awareness.setTyping(conversationId, message.sender, false);
  }

  async markRead(conversationId: string): Promise<void> {
    const conversation = this.list.get(conversationId);
    const membership = conversation?.viewerMembership;
    if (!membership || (membership.readSeq ?? 0) >= conversation.lastSeq) return;
    const seq = conversation.lastSeq;
    const read = { readSeq: seq, unreadCount: 0, unreadMentionCount: 0 };
    this.list.setMembership(conversationId, { ...membership, ...read });
    // If it fails the next visit says it again.
    const answer = await this.confab
      .request(MarkReadDocument, { conversationId, seq })
      .catch(() => null);
    const latest = this.list.get(conversationId)?.lastSeq;
    if (answer && latest === seq) this.list.setMembership(conversationId, answer.markRead);
  }

  /** The presence of the others in direct conversations. */
  private watch(conversations: readonly Conversation[]): void {
    this.awareness.watch(
      conversations.flatMap((c) =>
        c.kind === "DIRECT" ? c.members.nodes.map((m) => m.user.id) : [],
      ),
    );
  }

  private advance(receipt: Receipt): void {
    const { conversationId, userId, readSeq } = receipt;
    this.list.change(conversationId, (c) => withReceipt(c, receipt));
    this.timelines.advance(receipt);
    const own = this.list.get(conversationId)?.viewerMembership;
    // Read on another device: what is left is counted by the server.
    if (userId === this.me.id && own && (own.readSeq ?? 0) < readSeq) {
      void this.list.load([conversationId]).catch(() => undefined);
    }
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
