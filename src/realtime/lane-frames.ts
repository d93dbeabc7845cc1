import type { Follower } from "./follower.js";
import type { EntryEvent } from "./feed-event.js";
import { FrameTemplate } from "./frame.js";
import type { Presentation, Reader } from "./presentation.js";

/** The frames of one run of events: a template for each length of id, and for each sender. */
export class LaneFrames {
  private readonly templates = new Map<string, FrameTemplate>();
  private readonly senders: ReadonlySet<string>;
  private shared: Promise<Buffer[] | null> | null = null;

  constructor(
    private readonly presentation: Presentation,
    private readonly events: readonly EntryEvent[],
    private readonly perViewer: boolean,
  ) {
    const known = presentation.distinguishesSender ? events : [];
    this.senders = new Set(known.map(({ message }) => message.senderId?.toHexString() ?? ""));
  }

  ready(member: Follower): FrameTemplate | undefined {
    return this.templates.get(this.key(member));
  }

  /** Null when the result turned out to differ between members: each then renders its own. */
  async prepare(member: Follower): Promise<FrameTemplate | null> {
    const own = this.senders.has(member.userId);
    const payloads = own
      ? await this.render(member.reader)
      : await (this.shared ??= this.render(member.reader));
    if (!payloads) return null;
    const template = new FrameTemplate(payloads, member.operationId.length);
    this.templates.set(this.key(member), template);
    return template;
  }

  private key({ userId, operationId }: Follower): string {
    return this.senders.has(userId) ? `${operationId.length} ${userId}` : `${operationId.length}`;
  }

  private async render(reader: Reader): Promise<Buffer[] | null> {
    const { payloads, personal } = await this.presentation.render(this.events, reader);
    return personal && !this.perViewer ? null : payloads;
  }
}
