import type { Viewer } from "../../platform/core/viewer.js";
import type { Membership } from "../../chat/membership/membership.model.js";
import type { Message } from "../../chat/log/message.model.js";
import type { FaultKind, OnFault } from "../../platform/core/fault.js";
import type { EntryEvent } from "./feed-event.js";
import { FrameTemplate } from "./frame.js";
import type { Lane } from "./lane.js";
import type { LaneMember } from "./lane-member.js";
import type { Lanes } from "./lanes.js";
import type { LogTail } from "./log-tail.js";
import type { FrameWriter } from "./frame-writer.js";
import type { Memberships } from "./memberships.js";
import { Place } from "./place.js";
import type { OperationRenderer, Reader } from "./operation-renderer.js";
import { untilChange, visibleEntries } from "./reader-entries.js";
import type { ReplayPages, SharedPage } from "./replay-pages.js";
import { eventsOf, type LogOrder } from "./log-order.js";

const RETRY_MS = 500;

export interface FollowerDependencies {
  readonly tail: LogTail;
  readonly order: LogOrder;
  readonly viewer: Viewer;
  readonly renderer: OperationRenderer;
  readonly writer: FrameWriter;
  readonly operationId: Buffer;
  readonly lanes: Lanes;
  readonly pages: ReplayPages;
  readonly hasBlocks: () => boolean;
  /** The viewer's membership now, also where it has ended; null where there never was one. */
  readonly authorise: () => Promise<Membership | null>;
  /** How a stay ended after which the viewer has joined again. */
  readonly ended: Memberships["ended"];
  readonly onFault: OnFault;
  /** Called once, when the reader has lost the conversation. */
  readonly onLost: () => void;
}

/**
 * One subscription's place in one conversation. Behind the tail it pulls: ring or log, a page at
 * a time, as fast as its socket takes it. At the tail it joins the lane and is served there.
 */
export class Follower implements LaneMember {
  private lane: Lane | null = null;
  private pulling = false;
  private recheck = false;
  private closed = false;
  /** The head when it was made: entries up to here are a replay. */
  private readonly replayUntil: number;
  private readonly place: Place;
  readonly userId: string;

  constructor(
    private readonly deps: FollowerDependencies,
    private membership: Membership,
    position: number,
  ) {
    this.replayUntil = deps.order.positionOf(deps.tail.head);
    this.place = new Place(deps.order, position);
    this.userId = deps.viewer.userId.toHexString();
  }

  get operationId(): Buffer {
    return this.deps.operationId;
  }

  get joinedSeq(): number {
    return this.membership.joinedSeq;
  }

  get reader(): Reader {
    const { viewer, hasBlocks } = this.deps;
    return { viewer, joinedSeq: this.membership.joinedSeq, hasBlocks: hasBlocks() };
  }

  get missed(): number {
    return this.replayUntil - this.place.at;
  }

  /** Leaves the backlog out. Returns where it ends. */
  skip(): number {
    this.place.settle(this.replayUntil);
    return this.replayUntil;
  }

  /** Resolves with the number of entries written, when all up to the first head are. */
  async replay(): Promise<number> {
    let replayed = 0;
    while (!this.closed && this.missed > 0) replayed += await this.pull(true);
    return replayed;
  }

  /** Its rights were just read: it may join without asking again. */
  joinOrPull(): void {
    if (!this.isWhole || !this.joinAtHead()) this.fallBehind();
  }

  /** Called by the lane: the position moves with what was written. */
  take(template: FrameTemplate, position: number): void {
    if (this.place.at >= position) return;
    this.deps.writer.write(template, this.deps.operationId);
    this.place.moveTo(position);
    if (this.deps.writer.busy) this.fallBehind();
  }

  /** Leaves the lane, and goes on from its own position after another look at its rights. */
  fallBehind(): void {
    // In the lane nothing was passed over.
    if (this.lane) this.place.settle();
    this.lane?.leave(this);
    this.lane = null;
    this.recheck = true;
    if (!this.pulling) void this.pullUntilLive();
  }

  close(): void {
    this.closed = true;
    this.lane?.leave(this);
    this.lane = null;
  }

  private get isWhole(): boolean {
    return this.place.isWhole(this.deps.tail.head.seq);
  }

  /** Never rejects. */
  private async pullUntilLive(): Promise<void> {
    this.pulling = true;
    if (!this.isWhole) await this.readOn();
    while (!this.closed && !this.lane) {
      this.recheck = false;
      await this.pull(false);
      // Asked to check again in the meantime: then the rights just read may be old.
      if (!this.recheck) this.joinAtHead();
    }
    this.pulling = false;
  }

  private async readOn(): Promise<void> {
    const { tail } = this.deps;
    await tail.refresh().catch((error: unknown) => this.tell("a log cannot be read", error));
  }

  /** Reading up to the head and joining happen in one turn, so that nothing falls in between. */
  private joinAtHead(): boolean {
    const { tail, order, renderer, lanes, onFault } = this.deps;
    const { leftAt, appliedSeq } = this.membership;
    const hasAll = this.place.at >= order.positionOf(tail.head);
    // The rights were read before the log said something about them.
    const isOutdated = tail.lastAbout(this.userId) > appliedSeq;
    if (this.closed || !hasAll || leftAt || isOutdated) return false;
    this.lane = lanes.join(this, { tail, order, renderer, onFault });
    return true;
  }

  /** Writes one page and moves the position. */
  private async pull(replayed: boolean): Promise<number> {
    const { tail, order, writer, pages, authorise } = this.deps;
    try {
      await writer.drained();
      const said = tail.lastAbout(this.userId);
      const now = await authorise();
      if (!now) return this.lose();
      if (now.appliedSeq < said) throw new Error("a row lacks what the log says of its owner");
      const membership = await this.stayToRead(now);
      const again = async (): Promise<Membership | null> => {
        const later = await authorise();
        return later && this.stayToRead(later);
      };
      this.membership = membership;
      const last = membership.leftAt ? order.leftAt(membership) : Infinity;
      const from = Math.max(this.place.at, order.joinedAt(membership) - 1);
      const page = await pages.read(tail, order, from);
      const known = page.entries.filter((entry) => order.positionOf(entry) <= last);
      const entries = untilChange(known, this.userId);
      const written = await visibleEntries(entries, this.userId, { membership, again });
      await this.write(page, written, { replayed });
      const cut = entries.at(-1);
      const isCut = entries.length < page.entries.length;
      this.place.moveTo(Math.min(cut && isCut ? order.positionOf(cut) : page.reached, last));
      if (this.place.at >= last && now.leftAt) this.lose();
      return written.length;
    } catch (error) {
      // As a rule the database is away: the position stays, and pulling goes on when it is back.
      this.tell("a follower cannot go on", error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return 0;
    }
  }

  /** Where the reader was taken back, what is left of the stay before comes first. */
  private async stayToRead(now: Membership): Promise<Membership> {
    const { order, ended } = this.deps;
    const before = this.membership;
    if (now.joinedSeq === before.joinedSeq) return now;
    const stay = before.leftAt ? before : await ended(before, now);
    return stay && this.place.at < order.leftAt(stay) ? stay : now;
  }

  private async write(
    page: SharedPage,
    entries: readonly Message[],
    { replayed }: { readonly replayed: boolean },
  ): Promise<void> {
    const { renderer, writer, pages, operationId } = this.deps;
    if (entries.length === 0) return;
    const isNew = (message: Message): boolean => this.place.isNew(message);
    const events = eventsOf(entries, { isNew, replayed });
    // Whoever may read only a part of the page has it rendered for them alone.
    const whole = entries.length === page.entries.length;
    const template = await (whole
      ? pages.template(page, this, renderer, events)
      : this.ownTemplate(events));
    if (this.closed) return;
    writer.write(template, operationId);
    this.place.give(entries);
  }

  private async ownTemplate(events: readonly EntryEvent[]): Promise<FrameTemplate> {
    const { payloads } = await this.deps.renderer.render(events, this.reader);
    return new FrameTemplate(payloads, this.operationId.length);
  }

  private tell(kind: FaultKind, error: unknown): void {
    const conversationId = this.deps.tail.id.toHexString();
    this.deps.onFault(kind, error, { conversationId, userId: this.userId });
  }

  private lose(): number {
    this.close();
    this.deps.onLost();
    return 0;
  }
}
