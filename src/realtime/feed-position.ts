import type { Membership } from "../conversations/membership.model.js";
import { MessageChange, type Message } from "../messages/message.model.js";
import type { Track } from "./track.js";

const PAGE = 100;
/** A bare stretch is crossed in growing steps, which a dense one behind it must not make too long. */
const MAX_STEP = 4_000;

/** What a feed gives out: an entry of a log. */
export interface Entry {
  readonly message: Message;
  /** CREATED where the follower cannot have had the message before, whatever came since. */
  readonly change: MessageChange;
}

/** How far a feed has come in one conversation, and how far there is something to read. */
export class FeedPosition {
  private at = 0;
  private target = 0;
  /** Where the log ended when the feed began: up to here it replays. */
  backlogEnd = 0;
  private step = PAGE;

  constructor(
    private readonly track: Track,
    readonly stopListening: () => void,
  ) {}

  begin(at: number, head: number): void {
    this.at = at;
    this.backlogEnd = head;
    this.extend(head);
  }

  get isBehind(): boolean {
    return this.at < this.target;
  }

  /** How much of the backlog is still to come. */
  get missed(): number {
    return Math.max(0, this.backlogEnd - this.at);
  }

  /** There is something up to here. */
  extend(target: number): void {
    this.target = Math.max(this.target, target);
  }

  /** Leaves the backlog out. Returns where it ends. */
  skip(): number {
    this.at = this.backlogEnd;
    return this.at;
  }

  /** The next page of what the member may read, not beyond `end`. */
  async next(membership: Membership, end: number): Promise<Entry[]> {
    const { track } = this;
    // A former member is given all up to his leaving.
    if (membership.leftAt) this.target = track.leftAt(membership);
    const from = Math.max(this.at, track.joinedAt(membership) - 1);
    const to = Math.min(from + this.step, this.target, end);
    if (to <= from) return [];
    const found = await track.read(membership.conversationId, from + 1, to);
    this.step = found.length === 0 ? Math.min(this.step * 2, MAX_STEP) : PAGE;
    this.at = to;
    return found
      .filter(({ seq }) => seq >= membership.joinedSeq)
      .map((message) => ({
        message,
        change: track.createdAt(message) > from ? MessageChange.CREATED : message.change,
      }));
  }
}
