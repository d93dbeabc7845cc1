import { AppError, ErrorCode } from "../errors.js";
import type { Head, LogStore } from "./log-store.js";
import type { Message } from "./message.model.js";

/** A message before it has a position. */
export type Draft = Omit<
  Message,
  "id" | "seq" | "revision" | "createdRevision" | "revisions" | "ordinal"
>;

export interface Appended {
  readonly message: Message;
  /** True: the same clientMessageId was stored before, and this is that message. */
  readonly deduplicated: boolean;
}

interface Waiting {
  readonly draft: Draft;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 200;
const MAX_WAITING = 2_000;
/** Losing the race for a position this often in a row means that something else is wrong. */
const MAX_CLASHES = 100;
/** An old head costs a refused write, so it is kept only as long as it is probably right. */
const HEAD_TRUST_MS = 1_000;

/**
 * The sends of one conversation on one node. What arrives while a write is in flight goes
 * together into the next one.
 */
export class LogLane {
  private readonly waiting: Waiting[] = [];
  private running = false;
  private head: (Head & { readonly readAt: number }) | null = null;

  constructor(
    private readonly store: LogStore,
    private readonly onStored: (message: Message, head: Head) => void,
  ) {}

  get idle(): boolean {
    return !this.running;
  }

  append(draft: Draft): Promise<Appended> {
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      this.waiting.push({ draft, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let clashes = 0; this.waiting.length > 0;) {
      const batch = this.waiting.splice(0, MAX_BATCH);
      try {
        const left = await this.commit(batch);
        clashes = left.length === batch.length ? clashes + 1 : 0;
        if (clashes > MAX_CLASHES) throw overloaded();
        this.waiting.unshift(...left);
      } catch (error) {
        this.head = null;
        this.refuse([...batch, ...this.waiting.splice(0)], error);
      }
    }
    this.running = false;
  }

  /** Writes the batch and answers whoever can be answered. Returns those who must try again. */
  private async commit(batch: readonly Waiting[]): Promise<Waiting[]> {
    const [first] = batch;
    if (!first) return [];
    const head = await this.currentHead(first.draft.conversationId);
    const entries = positioned(
      batch.map(({ draft }) => draft),
      head,
    );
    let clash;
    try {
      clash = await this.store.insert(entries);
    } catch (error) {
      await this.resolveUnknown(batch, entries, error);
      return [];
    }
    const stored = clash ? clash.index : batch.length;
    this.settle(batch.slice(0, stored), entries);
    if (clash?.on === "position") this.head = null;
    if (clash?.on !== "clientMessageId") return batch.slice(stored);
    const twin = batch[stored];
    if (twin) await this.answerTwin(twin);
    return batch.slice(stored + 1);
  }

  /**
   * The write may or may not have happened. Its ids tell: those that are there are acknowledged,
   * for the others the sender is told to try again, which the clientMessageId makes safe.
   */
  private async resolveUnknown(
    batch: readonly Waiting[],
    entries: readonly Message[],
    cause: unknown,
  ): Promise<void> {
    this.head = null;
    const found = await this.store.byId(entries.map(({ _id }) => _id)).catch(() => []);
    const lost = batch.filter((sender, at) => {
      const message = found.find(({ _id }) => entries[at]?._id.equals(_id));
      if (!message) return true;
      sender.resolve({ message, deduplicated: false });
      this.onStored(message, message);
      return false;
    });
    // Nobody who waits behind a write that failed should wait out another time limit.
    this.refuse([...lost, ...this.waiting.splice(0)], cause);
  }

  private refuse(senders: readonly Waiting[], error: unknown): void {
    for (const { reject } of senders) reject(error);
  }

  private async answerTwin({ draft, resolve, reject }: Waiting): Promise<void> {
    const { senderId, clientMessageId, body, conversationId } = draft;
    const stored =
      senderId && clientMessageId && (await this.store.byClientId(senderId, clientMessageId));
    if (!stored) reject(overloaded());
    else if (stored.conversationId.equals(conversationId) && stored.body === body)
      resolve({ message: stored, deduplicated: true });
    else reject(keyReused());
  }

  private settle(stored: readonly Waiting[], entries: readonly Message[]): void {
    for (const [at, { resolve }] of stored.entries()) {
      const message = entries[at];
      if (!message) continue;
      this.head = { ...positionOf(message), readAt: performance.now() };
      resolve({ message, deduplicated: false });
      this.onStored(message, this.head);
    }
  }

  private async currentHead(conversationId: Message["conversationId"]): Promise<Head> {
    if (this.head && performance.now() - this.head.readAt < HEAD_TRUST_MS) return this.head;
    this.head = { ...(await this.store.head(conversationId)), readAt: performance.now() };
    return this.head;
  }
}

function positioned(drafts: readonly Draft[], head: Head): Message[] {
  let { seq, revision, ordinal } = head;
  return drafts.map((draft) => {
    seq += 1;
    revision += 1;
    ordinal += draft.kind === "USER" ? 1 : 0;
    return {
      ...draft,
      seq,
      revision,
      createdRevision: revision,
      revisions: [revision],
      ordinal,
    } as Message;
  });
}

function positionOf({ seq, revision, ordinal }: Message): Head {
  return { seq, revision, ordinal };
}

function keyReused(): AppError {
  const text = "That clientMessageId was used for another message.";
  return new AppError(ErrorCode.IDEMPOTENCY_KEY_REUSED, text, { field: "input.clientMessageId" });
}

function overloaded(): AppError {
  const text = "This conversation is too busy at the moment: try again.";
  return new AppError(ErrorCode.SERVICE_UNAVAILABLE, text, { retryAfterMs: 1_000 });
}
