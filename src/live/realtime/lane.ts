import { setImmediate as nextTurn } from "node:timers/promises";
import type { Message } from "../../chat/log/message.model.js";
import type { OnFault } from "../../platform/core/fault.js";
import type { EntryEvent } from "./feed-event.js";
import type { LaneMember } from "./lane-member.js";
import type { FrameTemplate } from "./frame.js";
import { LaneFrames } from "./lane-frames.js";
import type { LogTail } from "./log-tail.js";
import type { OperationRenderer } from "./operation-renderer.js";
import type { Position } from "../../chat/log/position.js";
import { eventsOf, type LogOrder } from "./log-order.js";

/** More are served in slices of this size, so that the event loop is never held for long. */
const SLICE = 256;

export interface LaneDependencies {
  readonly tail: LogTail;
  readonly order: LogOrder;
  readonly renderer: OperationRenderer;
  readonly onFault: OnFault;
}

/** What is delivered together, to those who were members when it came. */
interface Run {
  readonly events: EntryEvent[];
  readonly members: readonly LaneMember[];
}

/** More at once would hold the event loop for long. */
const MAX_RUN = 64;

/**
 * Those who have everything up to the tail's head and get the same bytes, but for results that are
 * each person's own: one execution and one encoding for all of them. Whoever joins has read up to
 * the head in the same turn, so nothing that is still being delivered is new to them; their position
 * says so.
 */
export class Lane {
  private readonly members: LaneMember[] = [];
  private readonly places = new Map<LaneMember, number>();
  private readonly waiting: Run[] = [];
  private delivering = false;
  /** Whether somebody has joined since the last run was made. */
  private joined = false;
  private readonly listener = (entries: readonly Message[], before: Position): void => {
    this.enqueue(entries, before);
  };

  constructor(
    private readonly deps: LaneDependencies,
    private readonly onEmpty: () => void,
  ) {
    deps.tail.listeners.add(this.listener);
  }

  get tail(): LogTail {
    return this.deps.tail;
  }

  get size(): number {
    return this.members.length;
  }

  join(follower: LaneMember): void {
    this.places.set(follower, this.members.push(follower) - 1);
    this.joined = true;
  }

  /** The last member takes the free place. */
  leave(follower: LaneMember): void {
    const place = this.places.get(follower);
    if (place === undefined) return;
    const last = this.members.pop();
    this.places.delete(follower);
    if (last && last !== follower) {
      this.members[place] = last;
      this.places.set(last, place);
    }
    if (this.members.length > 0) return;
    this.deps.tail.listeners.delete(this.listener);
    this.onEmpty();
  }

  private enqueue(entries: readonly Message[], before: Position): void {
    const { tail, order } = this.deps;
    const after = order.positionOf(before);
    const fresh = tail.inOrder(order, entries, after);
    const isNew = (message: Message): boolean => order.createdAt(message) > after;
    for (const event of eventsOf(fresh, { isNew, replayed: false })) this.open().events.push(event);
    if (!this.delivering) void this.deliverAll();
  }

  /**
   * The run that waits, so that what comes fast goes out in few writes; or a new one. A run ends
   * where the log changes somebody's membership: their rights are checked again.
   */
  private open(): Run {
    const last = this.waiting.at(-1);
    const ended = last?.events.at(-1)?.message.subjectIds?.length;
    if (last && !ended && !this.joined && last.events.length < MAX_RUN) return last;
    const run: Run = { events: [], members: [...this.members] };
    this.joined = false;
    this.waiting.push(run);
    return run;
  }

  private async deliverAll(): Promise<void> {
    this.delivering = true;
    for (let run = this.waiting.shift(); run; run = this.waiting.shift()) await this.deliver(run);
    this.delivering = false;
  }

  private async deliver({ events, members }: Run): Promise<void> {
    const { order, renderer } = this.deps;
    const frames = new LaneFrames(renderer, events);
    const messages = events.map(({ message }) => message);
    const position = Math.max(...messages.map((message) => order.positionOf(message)));
    const subjects = new Set(messages.at(-1)?.subjectIds?.map((id) => id.toHexString()));
    const oldest = Math.min(...messages.map(({ seq }) => seq));
    const end = messages.at(-1)?.revision ?? 0;
    const changedSince = messages.some(({ revision }) => revision > end);
    const isSubject = ({ userId }: LaneMember): boolean =>
      subjects.size > 0 && subjects.has(userId);
    // Somebody who joined after an old message was written does not see it change, nor does
    // somebody who has left what was changed since.
    const readsAll = (member: LaneMember): boolean =>
      member.joinedSeq <= oldest && !(changedSince && isSubject(member));
    const serve = (member: LaneMember, template: FrameTemplate | null): void => {
      if (template) member.take(template, position);
      if (!template || isSubject(member)) member.fallBehind();
    };
    const rendering: Promise<void>[] = [];
    for (const [at, member] of members.entries()) {
      if (at > 0 && at % SLICE === 0) await nextTurn();
      if (rendering.length >= SLICE) await Promise.all(rendering.splice(0));
      if (!this.places.has(member)) continue;
      const ready = frames.ready(member);
      if (!readsAll(member)) member.fallBehind();
      else if (ready) serve(member, ready);
      else {
        const prepared = this.prepare(member, frames, serve);
        // Nobody waits for what is somebody else's; for the first that all may share, all do.
        if (frames.isOwn(member)) rendering.push(prepared);
        else await prepared;
      }
    }
    await Promise.all(rendering);
  }

  private async prepare(
    member: LaneMember,
    frames: LaneFrames,
    serve: (member: LaneMember, template: FrameTemplate | null) => void,
  ): Promise<void> {
    const template = await frames.prepare(member).catch((error: unknown) => {
      const { tail, onFault } = this.deps;
      const place = { conversationId: tail.id.toHexString(), userId: member.userId };
      onFault("an event cannot be rendered", error, place);
      return null;
    });
    if (this.places.has(member)) serve(member, template);
  }
}
