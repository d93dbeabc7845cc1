import type { LaneMember } from "./lane-member.js";
import type { EntryEvent } from "./feed-event.js";
import { FrameTemplate } from "./frame.js";
import type { OperationRenderer, Rendered } from "./operation-renderer.js";

/**
 * The frames of some events that many get. The first of them shows whether the result is the same
 * for all: then there is a template for each length of id, else one for each person as well.
 */
export class LaneFrames {
  /** By the length of the operation id. */
  private readonly shared = new Map<number, FrameTemplate>();
  private readonly personal = new Map<string, FrameTemplate>();
  private readonly senders: ReadonlySet<string>;
  /** By person, who may have several sockets. */
  private readonly rendered = new Map<string, Promise<Rendered>>();
  private first: Promise<Rendered> | null = null;
  private differs = false;

  constructor(
    private readonly renderer: OperationRenderer,
    private readonly events: readonly EntryEvent[],
  ) {
    const known = renderer.distinguishesSender ? events : [];
    this.senders = new Set(known.map(({ message }) => message.senderId?.toHexString() ?? ""));
  }

  ready(member: LaneMember): FrameTemplate | undefined {
    const { length } = member.operationId;
    return this.isOwn(member)
      ? this.personal.get(`${length} ${member.userId}`)
      : this.shared.get(length);
  }

  async prepare(member: LaneMember): Promise<FrameTemplate> {
    const { length } = member.operationId;
    const payloads = (await this.common(member)) ?? (await this.render(member)).payloads;
    // Somebody else may have been here in the meantime.
    const ready = this.ready(member);
    if (ready) return ready;
    const template = new FrameTemplate(payloads, length);
    if (this.isOwn(member)) this.personal.set(`${length} ${member.userId}`, template);
    else this.shared.set(length, template);
    return template;
  }

  /** Null where that member's result is theirs alone. */
  private async common(member: LaneMember): Promise<Buffer[] | null> {
    if (this.isOwn(member)) return null;
    const { payloads, personal } = await (this.first ??= this.render(member));
    this.differs = personal;
    return personal ? null : payloads;
  }

  /** Senders are shown what others are not. This is called for each delivery. */
  isOwn({ userId }: LaneMember): boolean {
    return this.differs || (this.senders.size > 0 && this.senders.has(userId));
  }

  private render({ userId, reader }: LaneMember): Promise<Rendered> {
    const rendered = this.rendered.get(userId) ?? this.renderer.render(this.events, reader);
    this.rendered.set(userId, rendered);
    return rendered;
  }
}
