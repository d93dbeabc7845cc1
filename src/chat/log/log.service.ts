import type { Types } from "mongoose";
import type { Traces } from "../../platform/tracing/traces.js";
import type { Message } from "./message.model.js";
import type { Hint } from "../../platform/hints/hint.js";
import type { MemberKey } from "../membership/membership.service.js";
import type { AccessService } from "./access.service.js";
import type { Appended, Condition, Draft } from "./commit-appends.js";
import type { Revise } from "./commit-change.js";
import { KnownMembers, type Permit } from "./known-members.js";
import type { LogEnds } from "./log-ends.js";
import { LogLane } from "./log-lane.js";
import type { LogProjector } from "./log-projector.js";
import type { Head, LogStore } from "./log-store.js";
import { TrustedHead } from "./trusted-head.js";

const MAX_IDLE_LANES = 5_000;
const APPEND = { name: "log append", kind: "internal" } as const;
const CHANGE = { name: "log change", kind: "internal" } as const;

export interface LogDependencies {
  readonly store: LogStore;
  readonly ends: LogEnds;
  readonly access: AccessService;
  readonly projector: LogProjector;
  readonly publish: (hint: Hint) => void;
  /** Told how long a durable write took, its waiting included. */
  readonly onAppended?: (ms: number) => void;
  readonly traces: Traces;
}

/** Writes to the logs of all conversations. */
export class LogService {
  private readonly lanes = new Map<string, LogLane>();

  constructor(private readonly deps: LogDependencies) {}

  /** How many writes wait on this node. */
  get depth(): number {
    return [...this.lanes.values()].reduce((sum, lane) => sum + lane.depth, 0);
  }

  /** A member who may write; null for anybody else. */
  async permit(key: MemberKey): Promise<Permit | null> {
    const id = key.conversationId.toHexString();
    const known = this.lanes.get(id);
    if (known) return known.members.find(key.userId);
    // Guessing ids must not make write queues.
    const access = await this.deps.access.find(key);
    if (!access) return null;
    const made = this.lanes.get(id);
    if (made) return made.members.find(key.userId);
    return this.lane(key.conversationId).members.learn(access);
  }

  /** What a rule about the members of a group is checked in, for `append`. */
  era(conversationId: Types.ObjectId): Promise<object> {
    return this.lane(conversationId).era();
  }

  /** Nothing is written where the condition does not hold: NOT_FOUND, or MembersChanged. */
  async append(draft: Draft, condition: Condition): Promise<Appended> {
    const began = performance.now();
    const lane = this.lane(draft.conversationId);
    const appended = await this.deps.traces.run(APPEND, () => lane.append(draft, condition));
    this.deps.onAppended?.(performance.now() - began);
    return appended;
  }

  /** By whoever was a member and still is: otherwise NOT_FOUND, as for a message that is not there. */
  change(
    { _id: messageId, conversationId }: Pick<Message, "_id" | "conversationId">,
    { permit, revise }: { readonly permit: Permit; readonly revise: Revise },
  ): Promise<Message> {
    const lane = this.lane(conversationId);
    return this.deps.traces.run(CHANGE, () => lane.change({ messageId, permit, revise }));
  }

  /** Brings what was written into the derived rows. */
  async stop(): Promise<void> {
    // What a database that is gone does not take now is repaired from the log by the next to read.
    await this.deps.projector.settle().catch(() => undefined);
  }

  private lane(conversationId: Types.ObjectId): LogLane {
    const id = conversationId.toHexString();
    const known = this.lanes.get(id);
    if (known) return known;
    if (this.lanes.size >= MAX_IDLE_LANES)
      for (const [key, lane] of this.lanes) if (lane.idle) this.lanes.delete(key);
    const { store, ends, access } = this.deps;
    const onStored = (message: Message, end: Head): void => this.stored(message, end);
    const head = new TrustedHead(() => ends.one(conversationId));
    const members = new KnownMembers(conversationId, head, access);
    const lane = new LogLane({ store, head, members, onStored });
    this.lanes.set(id, lane);
    return lane;
  }

  private stored(message: Message, { seq, revision }: Head): void {
    const { conversationId } = message;
    const id = conversationId.toHexString();
    this.deps.publish({ kind: "log", conversationId: id, seq, revision, entry: message });
    this.deps.projector.schedule(conversationId);
  }
}
