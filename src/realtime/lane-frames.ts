import type { Follower } from "./follower.js";
import type { EntryEvent } from "./feed-event.js";
import { FrameTemplate } from "./frame.js";
import type { Presentation, Reader } from "./presentation.js";

/** The frames of some events that many get: a template for each length of id, and for each sender. */
export class LaneFrames {
  /** By the length of the operation id. */
  private readonly shared = new Map<number, FrameTemplate>();
  private readonly personal = new Map<string, FrameTemplate>();
  private readonly senders: ReadonlySet<string>;
  private payloads: Promise<Buffer[] | null> | null = null;

  constructor(
    private readonly presentation: Presentation,
    private readonly events: readonly EntryEvent[],
    private readonly perViewer: boolean,
  ) {
    const known = presentation.distinguishesSender ? events : [];
    this.senders = new Set(known.map(({ message }) => message.senderId?.toHexString() ?? ""));
  }

  ready(member: Follower): FrameTemplate | undefined {
    const { length } = member.operationId;
    return this.isOwn(member)
      ? this.personal.get(`${length} ${member.userId}`)
      : this.shared.get(length);
  }

  /** Null when the result turned out to differ between members: each then renders its own. */
  async prepare(member: Follower): Promise<FrameTemplate | null> {
    const { length } = member.operationId;
    const own = this.isOwn(member);
    const payloads = await (own
      ? this.render(member.reader)
      : (this.payloads ??= this.render(member.reader)));
    if (!payloads) return null;
    // Somebody else may have been here in the meantime.
    const ready = this.ready(member);
    if (ready) return ready;
    const template = new FrameTemplate(payloads, length);
    if (own) this.personal.set(`${length} ${member.userId}`, template);
    else this.shared.set(length, template);
    return template;
  }

  /** Senders are shown what others are not. This is called for each delivery. */
  private isOwn({ userId }: Follower): boolean {
    return this.senders.size > 0 && this.senders.has(userId);
  }

  private async render(reader: Reader): Promise<Buffer[] | null> {
    const { payloads, personal } = await this.presentation.render(this.events, reader);
    return personal && !this.perViewer ? null : payloads;
  }
}
