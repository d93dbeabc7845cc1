import type { Types } from "mongoose";
import type { Traces } from "../../platform/tracing/traces.js";
import type { MessageKey } from "./log-ranges.js";
import type { Message } from "./message.model.js";
import type { Hint } from "../../platform/hints/hint.js";
import type { MemberKey } from "../membership/membership.service.js";
import type { MemberViewService } from "./member-view.service.js";
import type { Appended, Condition } from "./commit-appends.js";
import type { Draft } from "./positioned.js";
import type { Revise } from "./commit-change.js";
import { KnownMembers, type Permit } from "./known-members.js";
import type { LogHeads } from "./log-heads.js";
import { WriteQueue } from "./write-queue.js";
import type { LogProjector } from "./log-projector.js";
import type { LogStore } from "./log-store.js";
import type { HeadPosition } from "./position.js";
import { TrustedHead } from "./trusted-head.js";

const MAX_IDLE_QUEUES = 5_000;
const APPEND = { name: "log append", kind: "internal" } as const;
const CHANGE = { name: "log change", kind: "internal" } as const;

export interface LogDependencies {
  readonly store: LogStore;
  readonly heads: LogHeads;
  readonly memberViews: MemberViewService;
  readonly projector: LogProjector;
  readonly publish: (hint: Hint) => void;
  /** Told how long a durable write took, its waiting included. */
  readonly onAppended?: (ms: number) => void;
  readonly traces: Traces;
}

/** Writes to the logs of all conversations. */
export class LogService {
  private readonly queues = new Map<string, WriteQueue>();

  constructor(private readonly deps: LogDependencies) {}

  /** How many writes wait on this node. */
  get depth(): number {
    return [...this.queues.values()].reduce((sum, queue) => sum + queue.depth, 0);
  }

  /** A member who may write; null for anybody else. */
  async permit(key: MemberKey): Promise<Permit | null> {
    const id = key.conversationId.toHexString();
    const known = this.queues.get(id);
    if (known) return known.members.find(key.userId);
    // Guessing ids must not make write queues.
    const view = await this.deps.memberViews.find(key);
    if (!view) return null;
    const made = this.queues.get(id);
    if (made) return made.members.find(key.userId);
    return this.queue(key.conversationId).members.learn(view);
  }

  /** What a rule about the members of a group is checked in, for `append`. */
  writeGeneration(conversationId: Types.ObjectId): Promise<object> {
    return this.queue(conversationId).writeGeneration();
  }

  /** Nothing is written where the condition does not hold: NOT_FOUND, or MembersChanged. */
  async append(draft: Draft, condition: Condition): Promise<Appended> {
    const began = performance.now();
    const queue = this.queue(draft.conversationId);
    const appended = await this.deps.traces.run(APPEND, () => queue.append(draft, condition));
    this.deps.onAppended?.(performance.now() - began);
    return appended;
  }

  /** By whoever was a member and still is: otherwise NOT_FOUND, as for a message that is not there. */
  change(
    message: MessageKey,
    { permit, revise }: { readonly permit: Permit; readonly revise: Revise },
  ): Promise<Message> {
    const queue = this.queue(message.conversationId);
    return this.deps.traces.run(CHANGE, () => queue.change({ message, permit, revise }));
  }

  /** Brings what was written into the derived rows. */
  async stop(): Promise<void> {
    // What a database that is gone does not take now is repaired from the log by the next to read.
    await this.deps.projector.settle().catch(() => undefined);
  }

  private queue(conversationId: Types.ObjectId): WriteQueue {
    const id = conversationId.toHexString();
    const known = this.queues.get(id);
    if (known) return known;
    if (this.queues.size >= MAX_IDLE_QUEUES)
      for (const [key, queue] of this.queues) if (queue.idle) this.queues.delete(key);
    const { store, heads, memberViews } = this.deps;
    const onStored = (message: Message, position: HeadPosition): void =>
      this.stored(message, position);
    const head = new TrustedHead(() => heads.one(conversationId));
    const members = new KnownMembers(conversationId, head, memberViews);
    const queue = new WriteQueue({ store, head, members, onStored });
    this.queues.set(id, queue);
    return queue;
  }

  private stored(message: Message, { seq, revision }: HeadPosition): void {
    const { conversationId } = message;
    const id = conversationId.toHexString();
    this.deps.publish({ kind: "log", conversationId: id, seq, revision, entry: message });
    this.deps.projector.schedule(conversationId);
  }
}
