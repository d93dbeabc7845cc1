import type { EntryEvent } from "./feed-event.js";
import type { OperationRenderer, Rendered } from "./operation-renderer.js";
import type { Recipient } from "./parked.js";
import { templateOf } from "./template.js";
import type { Payload, Template } from "./template.types.js";

/** The same result for whoever gets it: a template for each length of operation id. */
export class Result {
  private readonly byIdLength = new Map<number, Template>();

  constructor(private readonly payloads: readonly Payload[]) {}

  templateFor(id: Buffer): Template {
    const known = this.byIdLength.get(id.length);
    if (known) return known;
    const made = templateOf(this.payloads, id);
    this.byIdLength.set(id.length, made);
    return made;
  }
}

/**
 * The frames of some events, for readers of one class. The first result shows whether it is the same
 * for all of them; else each person has their own.
 */
export class SharedFrames {
  private readonly senders: ReadonlySet<string> | null;
  /** By person, who may have several sockets. */
  private readonly rendering = new Map<string, Promise<Rendered>>();
  private readonly own = new Map<string, Result>();
  private common: Result | null = null;
  private first: Promise<Rendered> | null = null;
  private differs = false;

  constructor(
    private readonly renderer: OperationRenderer,
    private readonly events: readonly EntryEvent[],
  ) {
    const ids = (): string[] => events.map(({ entry }) => entry.senderId?.toHexString() ?? "");
    this.senders = renderer.distinguishesSender ? new Set(ids()) : null;
  }

  /** Whose results are their own, as far as is known. */
  get owners(): "nobody" | "senders" | "everybody" {
    if (this.differs) return "everybody";
    return this.senders ? "senders" : "nobody";
  }

  /** Senders are shown what others are not. */
  isOwn({ userId }: Recipient): boolean {
    return this.differs || (this.senders?.has(userId) ?? false);
  }

  isSame(one: Recipient, other: Recipient): boolean {
    return one.userId === other.userId || !(this.isOwn(one) || this.isOwn(other));
  }

  /** Null: it has to be prepared for them. */
  resultFor(one: Recipient): Result | null {
    return this.isOwn(one) ? (this.own.get(one.userId) ?? null) : this.common;
  }

  /** Rejects while it cannot be rendered. */
  async prepare(one: Recipient): Promise<void> {
    if (!this.isOwn(one)) {
      const { payloads, personal } = await (this.first ??= this.render(one));
      if (!personal) this.common ??= new Result(payloads);
      this.differs = personal;
    }
    if (!this.isOwn(one) || this.own.has(one.userId)) return;
    const { payloads } = await this.render(one);
    this.own.set(one.userId, new Result(payloads));
  }

  private render({ userId, reader }: Recipient): Promise<Rendered> {
    const known = this.rendering.get(userId);
    if (known) return known;
    const rendering = this.renderer.render(this.events, reader);
    this.rendering.set(userId, rendering);
    // Whoever asks again has another try.
    rendering.catch(() => {
      this.rendering.delete(userId);
      this.first = null;
    });
    return rendering;
  }
}
