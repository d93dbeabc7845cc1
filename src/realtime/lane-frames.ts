import type { Message } from "../messages/message.model.js";
import type { Follower } from "./follower.js";
import { FrameTemplate } from "./frame.js";
import type { Presentation, Reader } from "./presentation.js";
import type { Stream } from "./stream.js";

/** The frames of one run of entries: a template for each length of id, and for each sender. */
export class LaneFrames {
  private readonly templates = new Map<string, FrameTemplate>();
  private readonly senders: ReadonlySet<string>;
  private shared: Promise<Buffer[] | null> | null = null;

  constructor(
    private readonly stream: Stream,
    private readonly presentation: Presentation,
    private readonly run: readonly Message[],
  ) {
    const senders = presentation.distinguishesSender ? run.map(({ senderId }) => senderId) : [];
    this.senders = new Set(senders.map((id) => id?.toHexString() ?? ""));
  }

  /** Of the last entry. */
  get position(): number {
    const last = this.run.at(-1);
    return last ? this.stream.positionOf(last) : 0;
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
    const events = this.run.map((entry) => this.stream.event(entry, false));
    const rendered = await this.presentation.renderAll(events, reader);
    return rendered.shared ? rendered.payloads : null;
  }
}
