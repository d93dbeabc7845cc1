import { setTimeout as sleep } from "node:timers/promises";
import type { FaultKind } from "../../platform/core/fault.js";
import { moved, type CursorState } from "./cursor-state.js";
import type { Stay } from "./memberships.js";
import type { LogTail } from "./log-tail.js";
import { News } from "./news.js";
import { readNext } from "./next-batch.js";
import type { Reader } from "./operation-renderer.js";
import type { Parked, Reached, AudienceHandle } from "./parked.js";
import type { Subscriber } from "./subscriber.js";
import type { Template } from "./template.types.js";

const RETRY_MS = 500;

/**
 * One subscription's place in one log. Behind, it reads on by itself, a batch at a time, as fast as
 * its socket takes it; at the head it parks, and is served with its audience. It holds a position
 * and never an entry.
 */
export class LogCursor implements Parked {
  private state: CursorState;
  /** Parked, it was given every entry up to here. */
  private seq: number;
  /** The head when it was made: entries up to here are a replay. */
  private readonly replayUntil: number;

  constructor(
    private readonly subscriber: Subscriber,
    private readonly tail: LogTail,
    private stay: Stay,
    private position: number,
  ) {
    this.state = { name: "reading", news: new News({ revision: position }) };
    this.seq = tail.head.seq;
    this.replayUntil = subscriber.order.positionOf(tail.head);
  }

  get userId(): string {
    return this.subscriber.userId;
  }

  get operationId(): Buffer {
    return this.subscriber.operationId;
  }

  get firstSeq(): number {
    return this.stay.firstSeq;
  }

  get reader(): Reader {
    const { viewer, hasBlocks } = this.subscriber;
    return { viewer, firstSeq: this.firstSeq, hasBlocks: hasBlocks() };
  }

  get reached(): number {
    return this.position;
  }

  get missed(): number {
    return this.replayUntil - this.position;
  }

  /** Leaves the backlog out. Returns where it ends. */
  skip(): number {
    this.position = this.replayUntil;
    const news = new News({ revision: this.position });
    if (this.news) this.become({ name: "behind", news });
    return this.position;
  }

  /** Resolves with the number of entries given, when all up to the first head are. */
  async replay(): Promise<number> {
    if (this.missed > 0) this.fallBehind();
    let given = 0;
    while (this.news && this.missed > 0) given += await this.step(true);
    return given;
  }

  /** The only loop of a live one: it goes on until the cursor is parked or gone. Never rejects. */
  async goLive(): Promise<void> {
    for (;;) {
      if (this.hasAll && !this.isWhole) await this.tail.refresh();
      this.park();
      if (!this.news) return;
      await this.step(false);
    }
  }

  /** Its rights may have changed, or it cannot be given what comes as others are. */
  fallBehind(): void {
    const { state } = this;
    if (state.name === "reading") this.become({ name: "behind", news: state.news });
    if (state.name !== "parked") return;
    state.audience.leave(this);
    this.become({ name: "behind", news: new News({ seq: this.seq }) });
    void this.goLive();
  }

  parkIn(audience: AudienceHandle): void {
    this.become({ name: "parked", audience });
  }

  take(frame: Template | null, { reached, seq }: Reached): void {
    if (frame && !this.write(frame)) return this.fallBehind();
    this.position = reached;
    this.seq = seq;
  }

  close(): void {
    const { state } = this;
    if (state.name === "gone") return;
    this.become({ name: "gone" });
    if (state.name === "parked") state.audience.leave(this);
  }

  /** Reading up to the head and parking happen in one turn, so that nothing falls in between. */
  private park(): void {
    const { tail, subscriber, stay } = this;
    // The rights were read before the log said something about them.
    const isOutdated = tail.lastAbout(this.userId) > stay.appliedSeq;
    if (this.state.name !== "reading" || !this.hasAll || stay.leftAt || isOutdated) return;
    this.seq = tail.head.seq;
    subscriber.audiences.park(this, tail, subscriber);
  }

  /** Gives one batch, in its socket's turn; how many entries that were. */
  private async step(replayed: boolean): Promise<number> {
    try {
      return await this.subscriber.writer.inTurn(() => this.read(replayed));
    } catch (error) {
      // As a rule the database is away: the position stays, and it goes on when that is back.
      this.fallBehind();
      this.tell("a cursor cannot go on", error);
      await sleep(RETRY_MS);
      return 0;
    }
  }

  private async read(replayed: boolean): Promise<number> {
    const news = this.begin();
    if (!news) return 0;
    const { tail, stay, position } = this;
    const next = await readNext(this.subscriber, { tail, stay, position, news, replayed });
    if (!next) return this.lose();
    this.stay = next.rights.stay;
    if (!this.news || (next.frame && !this.write(next.frame))) return 0;
    for (const entry of next.entries) news.take(entry);
    this.position = next.reached;
    if (next.reached >= next.rights.last && next.rights.isOver) this.lose();
    return next.entries.length;
  }

  /** What it reads from now on is good, unless it falls behind again. Null: it is gone. */
  private begin(): News | null {
    const { news } = this;
    this.fallBehind();
    if (news) this.become({ name: "reading", news });
    return news;
  }

  /** The only place that writes. False: there is no room. */
  private write(frame: Template): boolean {
    const { writer, operationId } = this.subscriber;
    const hasRoom = !writer.busy;
    if (hasRoom) writer.write(frame, operationId, this.tail.id);
    return hasRoom;
  }

  private get hasAll(): boolean {
    return this.position >= this.subscriber.order.positionOf(this.tail.head);
  }

  /** False: an entry was passed over, as it was changed beyond the head before it was read. */
  private get isWhole(): boolean {
    const { news } = this;
    return !news || this.subscriber.order.name === "seq" || news.reaches(this.tail.head);
  }

  /** Of those that came since it fell behind, which it was given; null while nothing is read. */
  private get news(): News | null {
    const { state } = this;
    return state.name === "behind" || state.name === "reading" ? state.news : null;
  }

  private become(next: CursorState): void {
    this.state = moved(this.state, next);
  }

  private tell(kind: FaultKind, error: unknown): void {
    const conversationId = this.tail.id.toHexString();
    this.subscriber.onFault(kind, error, { conversationId, userId: this.userId });
  }

  private lose(): number {
    this.close();
    this.subscriber.onLost(this.tail.id.toHexString());
    return 0;
  }
}
