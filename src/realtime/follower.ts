import type { Message } from "../messages/message.model.js";
import { FrameTemplate } from "./frame.js";
import type { Lane } from "./lane.js";
import type { Lanes } from "./lanes.js";
import type { LogTail } from "./log-tail.js";
import type { Outlet } from "./outlet.js";
import type { Presentation, Reader } from "./presentation.js";
import type { LogSource, Stream } from "./stream.js";

const PAGE = 100;
const RETRY_MS = 500;

export interface FollowerParts {
  readonly tail: LogTail;
  readonly log: LogSource;
  readonly stream: Stream;
  readonly presentation: Presentation;
  readonly outlet: Outlet;
  readonly operationId: Buffer;
  readonly lanes: Lanes;
  /** What the reader may see now, or null when it is no longer a member. */
  readonly authorise: () => Promise<Reader | null>;
  /** Called once, when the reader has lost the conversation. */
  readonly onLost: () => void;
}

/**
 * One subscription's place in one conversation. Behind the tail it pulls: ring or log, a page at
 * a time, as fast as its socket takes it. At the tail it joins the lane and is served there.
 */
export class Follower {
  private lane: Lane | null = null;
  private pulling = false;
  private recheck = false;
  private closed = false;
  /** The head when it was made: entries up to here are a replay. */
  private readonly replayUntil: number;

  constructor(
    private readonly parts: FollowerParts,
    public reader: Reader,
    private position: number,
  ) {
    this.replayUntil = parts.stream.positionOf(parts.tail.head);
  }

  get userId(): string {
    return this.reader.viewer.userId.toHexString();
  }

  get operationId(): Buffer {
    return this.parts.operationId;
  }

  get missed(): number {
    return this.replayUntil - this.position;
  }

  /** Instead of a replay. Returns the position from which it goes on. */
  skipToEnd(): number {
    this.position = this.replayUntil;
    return this.position;
  }

  /** Resolves with the number of entries written, when all up to the first head are. */
  async replay(): Promise<number> {
    let replayed = 0;
    while (!this.closed && this.position < this.replayUntil) replayed += await this.pull(true);
    return replayed;
  }

  /** Just made, its rights are fresh: it may join without asking again. */
  joinOrPull(): void {
    if (!this.joinAtHead()) this.fallBehind();
  }

  /** Called by the lane: the position moves with what was written. */
  take(template: FrameTemplate, position: number): void {
    if (this.position >= position) return;
    this.parts.outlet.write(template, this.parts.operationId);
    this.position = position;
    if (this.parts.outlet.busy) this.fallBehind();
  }

  /** Leaves the lane, and goes on from its own position after another look at its rights. */
  fallBehind(): void {
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

  /** Never rejects. */
  private async pullUntilLive(): Promise<void> {
    this.pulling = true;
    while (!this.closed && !this.lane) {
      this.recheck = false;
      await this.pull(false);
      // Asked to check again in the meantime: then the rights just read may be old.
      if (!this.recheck) this.joinAtHead();
    }
    this.pulling = false;
  }

  /** Reading up to the head and joining happen in one turn, so that nothing falls in between. */
  private joinAtHead(): boolean {
    const { tail, stream, presentation, lanes } = this.parts;
    if (this.closed || this.position < stream.positionOf(tail.head)) return false;
    this.lane = lanes.join(this, tail, stream, presentation);
    return true;
  }

  /** Writes one page. */
  private async pull(replayed: boolean): Promise<number> {
    const { tail, log, stream, outlet, authorise } = this.parts;
    try {
      await outlet.drained();
      const reader = await authorise();
      if (!reader) return this.lose();
      this.reader = reader;
      const head = stream.positionOf(tail.head);
      const page =
        tail.recent(stream, this.position, PAGE) ??
        (await stream.read(log, tail.conversationId, this.position, PAGE));
      const readable = upToOwnChange(page, this.userId);
      const visible = readable.filter(({ seq }) => seq >= reader.joinedSeq);
      if (visible.length > 0) await this.write(visible, replayed);
      const last = readable.at(-1);
      const complete = page.length < PAGE && readable.length === page.length;
      const reached = last ? stream.positionOf(last) : this.position;
      this.position = complete ? Math.max(head, reached) : reached;
      return visible.length;
    } catch {
      // The database is away: the position stays, and pulling goes on when it is back.
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return 0;
    }
  }

  private async write(entries: readonly Message[], replayed: boolean): Promise<void> {
    const { presentation, stream, outlet, operationId } = this.parts;
    const events = entries.map((entry) => stream.event(entry, replayed));
    const { payloads } = await presentation.renderAll(events, this.reader);
    if (!this.closed) outlet.write(new FrameTemplate(payloads, operationId.length), operationId);
  }

  private lose(): number {
    this.close();
    this.parts.onLost();
    return 0;
  }
}

/** A page ends where the log changes the reader's own membership: the rights are then read again. */
function upToOwnChange(page: readonly Message[], userId: string): readonly Message[] {
  const change = page.findIndex(({ subjectIds }) =>
    subjectIds?.some((id) => id.toHexString() === userId),
  );
  return change < 0 ? page : page.slice(0, change + 1);
}
