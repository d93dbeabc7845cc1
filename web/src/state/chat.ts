import { type ConfabClient, type Outbox } from "@confab/client";
import {
  ConversationEventsDocument,
  ReceiptsDocument,
  SendMessageDocument,
  type MeFragment,
  type MessageItemFragment,
  type SendMessageMutation,
} from "../gql/graphql.js";
import { Attention } from "./attention.js";
import { Awareness } from "./awareness.js";
import { withMessage, type Conversation } from "./conversation.js";
import { Deliveries } from "./deliveries.js";
import { Drafts } from "./drafts.js";
import { LastSeen } from "./last-seen.js";
import { whileThereIsRoom } from "./narrow-line.js";
import { Observable } from "./observable.js";
import type { Outgoing } from "./outgoing.js";
import { Postponed } from "./postponed.js";
import { Reading } from "./reading.js";
import { Timelines } from "./timelines.js";
import { OwnNews } from "./own-news.js";
import { ConversationList } from "./conversation-list.js";

/** What this page cannot take is no reason to show nothing of what comes behind it. */
const MAX_ATTEMPTS = 5;

/** Everything live of one signed-in account. Made at sign-in, stopped at sign-out. */
export class Chat {
  readonly list: ConversationList;
  readonly timelines: Timelines;
  readonly awareness: Awareness;
  readonly outbox: Outbox<Outgoing, SendMessageMutation>;
  readonly drafts: Drafts;
  readonly attention: Attention;
  readonly postponed = new Postponed();
  /** Told that a contact or a request has changed. */
  readonly contactsChanged = new Observable(0);
  /** Told that a device was signed in or out. */
  readonly sessionsChanged = new Observable(0);
  private readonly ownNews: OwnNews;
  private readonly deliveries: Deliveries;
  private readonly lastSeen: LastSeen;
  private readonly reading: Reading;
  private readonly stops: (() => void)[] = [];

  constructor(
    readonly confab: ConfabClient,
    readonly me: MeFragment,
    /** Called for every new message, one's own included. */
    private readonly onArrival: (
      message: MessageItemFragment,
      conversation: Conversation,
    ) => void = () => undefined,
    /** Told that the profile or the settings were changed, here or elsewhere. */
    onViewer: () => void = () => undefined,
  ) {
    this.timelines = new Timelines(confab);
    this.awareness = new Awareness(confab, me.user.id);
    this.list = new ConversationList(confab, (conversations) => this.watch(conversations));
    this.deliveries = new Deliveries(confab, me.user.id);
    this.reading = new Reading(confab, me.user.id, this);
    this.drafts = new Drafts(me.user.id);
    this.lastSeen = new LastSeen(me, this.list, this.timelines);
    this.attention = new Attention(confab, this.list);
    this.ownNews = new OwnNews(confab, this.list, {
      counts: this.attention.count,
      contacts: () => {
        this.attention.count();
        this.contactsChanged.update((count) => count + 1);
      },
      sessions: () => this.sessionsChanged.update((count) => count + 1),
      viewer: onViewer,
    });
    this.outbox = confab.outbox({
      owner: me.user.id,
      queueKey: ({ conversationId }) => conversationId,
      send: (outgoing) => confab.request(SendMessageDocument, { input: inputOf(outgoing) }),
      onSent: ({ sendMessage }) => this.put(sendMessage.message),
    });
  }

  async start(): Promise<void> {
    const { confab } = this;
    window.addEventListener("pagehide", this.postponed.flush);
    this.stops.push(() => window.removeEventListener("pagehide", this.postponed.flush));
    await this.list.loadMore();
    if (this.list.index.get().status === "failed") await this.lastSeen.restore();
    this.stops.push(
      this.lastSeen.start(),
      this.attention.start(),
      this.ownNews.start(this.me.revision ?? null),
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
          caughtUp: ({ unlisted }) => this.list.load(unlisted),
          resync: async ({ conversationId }) => {
            await this.list.load([conversationId]);
            if (this.timelines.has(conversationId)) await this.timelines.reload(conversationId);
          },
          failed: (error, attempt) => {
            if (attempt < MAX_ATTEMPTS) return "retry";
            console.error(error);
            return "skip";
          },
        },
      ),
      whileThereIsRoom(confab, "front", () =>
        confab.subscribe(
          ReceiptsDocument,
          {},
          { next: ({ receiptAdvanced }) => this.reading.advance(receiptAdvanced) },
        ),
      ),
      confab.onStatus((status) => {
        if (status !== "connected") return;
        this.outbox.wake();
        this.timelines.retryAll();
        if (this.list.index.get().status === "failed") void this.list.loadMore();
      }),
      this.awareness.start(),
    );
  }

  stop(): void {
    for (const stop of this.stops) stop();
    this.deliveries.stop();
    this.postponed.flush();
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
    this.list.change(conversationId, (c) => withMessage(c, message, this.me.user.id));
    if (message.sender) this.awareness.setTyping(conversationId, message.sender, false);
  }

  /** Read is what has come into view, up to that position. */
  markRead(conversationId: string, seq: number): Promise<void> {
    return this.reading.markRead(conversationId, seq);
  }

  /** The presence of the others in direct conversations. */
  private watch(conversations: readonly Conversation[]): void {
    this.awareness.watch(conversations.flatMap(({ peer }) => (peer ? [peer.user.id] : [])));
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
