import { setImmediate as nextTurn } from "node:timers/promises";
import type { Message } from "../messages/message.model.js";
import type { Follower } from "./follower.js";
import { LaneFrames } from "./lane-frames.js";
import type { LogTail } from "./log-tail.js";
import type { Presentation } from "./presentation.js";
import { eventsOf, type Head, type Track } from "./track.js";

/** More are served in slices of this size, so that the event loop is never held for long. */
const SLICE = 256;

export interface LaneParts {
  readonly tail: LogTail;
  readonly track: Track;
  readonly presentation: Presentation;
  /** All members are one person: then what is computed for one may be personal. */
  readonly perViewer: boolean;
}

/** Entries that are delivered together, to those who were members when they came. */
interface Run {
  readonly entries: readonly Message[];
  readonly after: number;
  readonly members: readonly Follower[];
}

/**
 * Those who have everything up to the tail's head and get the same bytes: one execution and one
 * encoding for all of them. Whoever joins has read up to the head in the same turn, so nothing
 * that is still being delivered is news to him; his position says so.
 */
export class Lane {
  private readonly members: Follower[] = [];
  private readonly places = new Map<Follower, number>();
  private deliveries: Promise<void> = Promise.resolve();
  private readonly listener = (entries: readonly Message[], before: Head): void => {
    this.enqueue(entries, before);
  };

  constructor(
    private readonly parts: LaneParts,
    private readonly onEmpty: () => void,
  ) {
    parts.tail.listeners.add(this.listener);
  }

  get tail(): LogTail {
    return this.parts.tail;
  }

  get size(): number {
    return this.members.length;
  }

  join(follower: Follower): void {
    this.places.set(follower, this.members.push(follower) - 1);
  }

  /** The last member takes the free place. */
  leave(follower: Follower): void {
    const place = this.places.get(follower);
    if (place === undefined) return;
    const last = this.members.pop();
    this.places.delete(follower);
    if (last && last !== follower) {
      this.members[place] = last;
      this.places.set(last, place);
    }
    if (this.members.length > 0) return;
    this.parts.tail.listeners.delete(this.listener);
    this.onEmpty();
  }

  /** In runs that end where the log changes somebody's membership: he is to check his rights. */
  private enqueue(entries: readonly Message[], before: Head): void {
    const { tail, track } = this.parts;
    const fresh = tail.inOrder(track, entries, track.head(before));
    let after = track.head(before);
    for (let from = 0; from < fresh.length;) {
      const change = fresh.findIndex(({ subjectIds }, at) => at >= from && subjectIds?.length);
      const to = change < 0 ? fresh.length : change + 1;
      const run = { entries: fresh.slice(from, to), after, members: [...this.members] };
      this.deliveries = this.deliveries.then(() => this.deliver(run));
      after = positionOf(track, run.entries, after);
      from = to;
    }
  }

  private async deliver({ entries, after, members }: Run): Promise<void> {
    const { track, presentation, perViewer } = this.parts;
    const events = eventsOf(track, entries, { after, replayed: false });
    const frames = new LaneFrames(presentation, events, perViewer);
    const position = positionOf(track, entries, after);
    const subjects = new Set(entries.at(-1)?.subjectIds?.map((id) => id.toHexString()));
    const oldest = Math.min(...entries.map(({ seq }) => seq));
    for (const [at, member] of members.entries()) {
      if (at > 0 && at % SLICE === 0) await nextTurn();
      if (!this.places.has(member)) continue;
      // Somebody who joined after an old message was written does not see it change.
      if (member.reader.joinedSeq > oldest) member.fallBehind();
      else await this.serve(member, frames, position);
      if (subjects.has(member.userId)) member.fallBehind();
    }
  }

  private async serve(member: Follower, frames: LaneFrames, position: number): Promise<void> {
    const template = frames.ready(member) ?? (await frames.prepare(member).catch(() => null));
    if (!this.places.has(member)) return;
    if (template) member.take(template, position);
    else member.fallBehind();
  }
}

function positionOf(track: Track, entries: readonly Message[], otherwise: number): number {
  const last = entries.at(-1);
  return last ? track.head(last) : otherwise;
}
