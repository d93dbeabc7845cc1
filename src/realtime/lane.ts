import { setImmediate as nextTurn } from "node:timers/promises";
import type { Message } from "../messages/message.model.js";
import type { Follower } from "./follower.js";
import { LaneFrames } from "./lane-frames.js";
import type { LogTail } from "./log-tail.js";
import type { Presentation } from "./presentation.js";
import type { Head, Stream } from "./stream.js";

/** More are served in slices of this size, so that the event loop is never held for long. */
const SLICE = 256;

export interface LaneParts {
  readonly tail: LogTail;
  readonly stream: Stream;
  readonly presentation: Presentation;
}

/**
 * Those who have everything up to the tail's head and get the same bytes: one execution and one
 * encoding for all of them. Whoever joins has read up to the head in the same turn, so that what
 * is still being delivered is nothing that he waits for: his position says so.
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
    const { stream } = this.parts;
    const fresh = entries
      .filter((entry) => stream.positionOf(entry) > stream.positionOf(before))
      .sort((a, b) => stream.positionOf(a) - stream.positionOf(b));
    for (let from = 0; from < fresh.length;) {
      const change = fresh.findIndex(
        (entry, at) => at >= from && (entry.subjectIds?.length ?? 0) > 0,
      );
      const to = change < 0 ? fresh.length : change + 1;
      const run = fresh.slice(from, to);
      const members = [...this.members];
      this.deliveries = this.deliveries.then(() => this.deliver(run, members));
      from = to;
    }
  }

  private async deliver(run: readonly Message[], members: readonly Follower[]): Promise<void> {
    const frames = new LaneFrames(this.parts.stream, this.parts.presentation, run);
    const subjects = new Set(run.at(-1)?.subjectIds?.map((id) => id.toHexString()));
    const oldest = Math.min(...run.map(({ seq }) => seq));
    for (const [at, member] of members.entries()) {
      if (at > 0 && at % SLICE === 0) await nextTurn();
      if (!this.places.has(member)) continue;
      // Somebody who joined after an old message was written does not see it change.
      if (member.reader.joinedSeq > oldest) member.fallBehind();
      else await this.serve(member, frames);
      if (subjects.has(member.userId)) member.fallBehind();
    }
  }

  private async serve(member: Follower, frames: LaneFrames): Promise<void> {
    const template = frames.ready(member) ?? (await frames.prepare(member).catch(() => null));
    if (!this.places.has(member)) return;
    if (template) member.take(template, frames.position);
    else member.fallBehind();
  }
}
