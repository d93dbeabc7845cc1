import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type fc from "fast-check";
import { buildSchema, parse } from "graphql";
import type { Stay } from "../../../src/live/realtime/memberships.js";
import type { Context } from "../../../src/api/graphql/context.js";
import type { Hint, HintBus } from "../../../src/platform/hints/hint.js";
import { LiveEngine } from "../../../src/live/realtime/live-engine.js";
import { LiveRequest } from "../../../src/live/realtime/live-request.js";
import type { LogEntry } from "../../../src/live/realtime/log-entry.js";
import { revisionOrder, seqOrder } from "../../../src/live/realtime/log-order.js";
import { FrameWriter } from "../../../src/live/realtime/frame-writer.js";
import { MemoryLog, type Step } from "./memory-log.js";
import { payloadsIn } from "./payloads.js";

const SCHEMA = buildSchema("type Query { entry: String } type Subscription { entry: String }");
const DOCUMENT = parse("subscription { entry }");

/** Far more than any run needs. */
const MAX_READINGS = 3_000;

/** What a reader was given, in the order in which it came. */
export interface Given {
  readonly seq: number;
  readonly revision: number;
  readonly isNew: boolean;
  readonly isWithheld: boolean;
}

export type Order = "seq" | "revision";

/** The engine of one node over a log in memory: the scheduler says what is done next. */
export class World {
  readonly log = new MemoryLog();
  readonly given: Record<Order, Given[]> = { seq: [], revision: [] };
  readonly faults: string[] = [];
  readonly engine: LiveEngine;
  private readonly sockets: StalledSocket[] = [];
  private readonly listeners = new Map<string, Set<(hint: Hint) => void>>();
  private readings = 0;
  private reconnected: () => void = () => undefined;

  /** `find` is planted where the product is to be broken. */
  constructor(
    private readonly scheduler: fc.Scheduler,
    find = (log: MemoryLog): Stay | null => log.membership(),
  ) {
    const { log } = this;
    const later = this.later.bind(this);
    this.engine = new LiveEngine({
      schema: SCHEMA,
      bus: this.bus(),
      orders: {
        seq: seqOrder((_id, from, to) => later("seq", () => log.between("seq", from, to))),
        revision: revisionOrder((_id, from, to) =>
          later("revision", () => log.between("revision", from, to)),
        ),
      },
      heads: () => later("heads", () => new Map([[log.id.toHexString(), log.head()]])),
      memberships: {
        find: () => later("find", () => find(log)),
        ended: (stay, next) => later("ended", () => log.ended(stay, next)),
        changedSince: (stay, after, to) =>
          later("changed since", () => log.changedSince(stay, after, to)),
        withheld: (entry) => ({ ...entry, revision: entry.createdRevision, isWithheld: true }),
        all: () => later("all", () => this.current()),
        ofMany: () => later("of many", () => this.current()),
      },
      blocks: { any: () => Promise.resolve(false) },
      remember: () => undefined,
      charsOf: () => 1,
      newContext: (viewer) => ({ viewer }) as Context,
      present: (error) => error.toJSON(),
      onFault: (kind, error) => void this.faults.push(`${kind}: ${String(error)}`),
    });
    this.engine.start();
  }

  /** Follows all that the reader is in, from the beginning. */
  async follow(order: Order): Promise<void> {
    const socket = new StalledSocket((bytes) => {
      for (const text of payloadsIn(bytes)) this.given[order].push(JSON.parse(text) as Given);
    });
    this.sockets.push(socket);
    const since = new Map([[this.log.id.toHexString(), 0]]);
    const entry = (text: string): Promise<string> => this.later("render", () => text);
    const followed = {
      ...{ logs: "conversations" as const, order, since, conversationId: null },
      rootOf: (event: {
        readonly kind: string;
        readonly entry?: LogEntry;
        readonly isNew?: boolean;
      }) =>
        event.entry
          ? { entry: () => entry(JSON.stringify({ ...event.entry, isNew: event.isNew })) }
          : null,
    };
    const request = new LiveRequest({ userId: this.log.reader } as LiveRequest["viewer"], followed);
    const writer = new FrameWriter(socket as unknown as Socket, () => true);
    const args = { schema: SCHEMA, document: DOCUMENT };
    await this.engine.subscribe(request, { args, id: order, writer });
  }

  /** Something happens to the log, and a hint of it comes later, in whatever order, or not at all. */
  do(step: Step): void {
    if (step.kind === "stall" || step.kind === "drain")
      return this.sockets.forEach((socket) => socket.stall(step.kind === "stall"));
    if (!this.log.apply(step)) return;
    if (step.isHintLost) return;
    const { revision } = this.log.head();
    const conversationId = this.log.id.toHexString();
    const hints: Hint[] = [{ kind: "log", conversationId, seq: 0, revision }];
    const userId = this.log.reader.toHexString();
    if (step.kind === "remove" || step.kind === "add")
      hints.push({ kind: "memberships", userId, conversationId });
    for (const hint of hints) void this.later("hint", () => this.tell(hint));
  }

  /** The last comparison with the log. */
  async settle(): Promise<void> {
    for (const socket of this.sockets) socket.stall(false);
    for (let round = 0; round < 3; round += 1) {
      this.reconnected();
      await this.scheduler.waitIdle();
    }
  }

  private current(): Stay[] {
    const membership = this.log.membership();
    return membership && !membership.leftAt ? [membership] : [];
  }

  /** As it is when its turn has come. */
  private async later<T>(label: string, read: () => T): Promise<T> {
    this.readings += 1;
    if (this.readings === MAX_READINGS) this.faults.push("it does not come to rest");
    if (this.readings >= MAX_READINGS) return new Promise<T>(() => undefined);
    await this.scheduler.schedule(Promise.resolve(), label);
    return read();
  }

  private tell(hint: Hint): void {
    const id = hint.kind === "memberships" ? hint.userId : this.log.id.toHexString();
    for (const [channel, listeners] of this.listeners)
      if (channel.endsWith(id)) for (const listener of [...listeners]) listener(hint);
  }

  private bus(): HintBus {
    return {
      connected: true,
      whenReconnected: (told: () => void) => void (this.reconnected = told),
      listen: (channel: string, listener: (hint: Hint) => void) => {
        const known = this.listeners.get(channel) ?? new Set();
        this.listeners.set(channel, known.add(listener));
        return () => known.delete(listener);
      },
      leave: (channel: string, listener: (hint: Hint) => void) =>
        this.listeners.get(channel)?.delete(listener),
    } as unknown as HintBus;
  }
}

/** A socket whose buffer is full while it stalls; what is written is taken all the same. */
class StalledSocket extends EventEmitter {
  readonly writableHighWaterMark = 1;
  writableLength = 0;

  constructor(private readonly onBytes: (bytes: Buffer) => void) {
    super();
  }

  write(bytes: Buffer): void {
    this.onBytes(Buffer.from(bytes));
  }

  stall(stalled: boolean): void {
    this.writableLength = stalled ? 2 : 0;
    if (!stalled) this.emit("drain");
  }
}
