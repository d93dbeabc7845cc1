import {
  getOperationAST,
  getVariableValues,
  type ExecutionArgs,
  type GraphQLSchema,
} from "graphql";
import { Audiences } from "./audiences.js";
import { Batches } from "./batches.js";
import type { LogEntry } from "./log-entry.js";
import type { LiveRequest } from "./live-request.js";
import { LiveSubscription } from "./live-subscription.js";
import { LogTails, type TailsDependencies } from "./log-tails.js";
import type { Memberships, Stay } from "./memberships.js";
import { OperationPlans } from "./operation-plan.js";
import type { FrameWriter } from "./frame-writer.js";
import type { Blocks } from "./reader-blocks.js";
import { OperationRenderer, type RendererDependencies } from "./operation-renderer.js";
import { SilentIterator } from "./silent-iterator.js";

/** What the engine reads: the log and the memberships, the truth behind every hint. */
export interface LiveSource extends Omit<TailsDependencies, "bus" | "onFault"> {
  readonly memberships: Memberships;
  readonly blocks: Blocks;
  /** About how much memory an entry takes. */
  readonly charsOf: (entry: LogEntry) => number;
}

export interface EngineDependencies
  extends LiveSource, TailsDependencies, Omit<RendererDependencies, "rootOf" | "positionOf"> {
  readonly schema: GraphQLSchema;
}

/** The operation on the socket that asked for a live subscription. */
export interface LiveOperation {
  readonly args: ExecutionArgs;
  readonly id: string;
  readonly writer: FrameWriter;
}

/** What is open. `live`: cursors at the head of their log, parked in an audience. */
export interface EngineSize {
  readonly subscriptions: number;
  readonly tails: number;
  readonly audiences: number;
  readonly live: number;
}

/** Serves live subscriptions: from the log, through shared frames, to sockets. */
export class LiveEngine {
  private readonly subscriptions = new Set<LiveSubscription>();
  private readonly tails: LogTails;
  private readonly audiences = new Audiences();
  private readonly batches: Batches;
  private readonly plans: OperationPlans;

  constructor(private readonly deps: EngineDependencies) {
    this.tails = new LogTails(deps, (tail) => this.audiences.move(tail));
    this.batches = new Batches(deps.charsOf);
    this.plans = new OperationPlans(deps.schema);
  }

  start(): void {
    const { bus } = this.deps;
    this.tails.start(() => (bus.connected ? Promise.resolve() : this.recheck()));
    bus.whenReconnected(() => void this.tails.checkHeads(false).then(() => this.recheck()));
  }

  stop(): void {
    this.tails.stop();
    for (const subscription of this.subscriptions) subscription.close();
  }

  /** For metrics, and for the proof that nothing stays behind. */
  get size(): EngineSize {
    const { tails, audiences } = this;
    const subscriptions = this.subscriptions.size;
    const live = audiences.members;
    return { subscriptions, tails: tails.size, audiences: audiences.size, live };
  }

  /** Entries of the logs that are followed here, known but not read yet. */
  get lag(): number {
    return this.tails.behind;
  }

  /** Resolves when listening has begun, so that nothing stored later is missed. */
  async subscribe(
    request: LiveRequest,
    { args, id, writer }: LiveOperation,
  ): Promise<SilentIterator> {
    const { bus, memberships, blocks, orders, onFault } = this.deps;
    const { tails, audiences, batches } = this;
    const iterator = new SilentIterator(() => {
      subscription.close();
      this.subscriptions.delete(subscription);
    });
    const subscription = new LiveSubscription({
      request,
      order: orders[request.followed.order],
      operationId: id,
      writer,
      renderer: this.renderer(request, args),
      tails,
      audiences,
      batches,
      bus,
      memberships,
      blocks,
      onFault,
      complete: () => iterator.end(),
    });
    this.subscriptions.add(subscription);
    try {
      await subscription.begin();
    } catch (error) {
      iterator.end();
      throw error;
    }
    void subscription.run();
    return iterator;
  }

  /** Hints of joining may have been lost. All are looked up together, and nobody waits for another. */
  private async recheck(): Promise<void> {
    const open = [...this.subscriptions];
    const following = open.filter(({ followsAll }) => followsAll).map(({ userId }) => userId);
    const { memberships, onFault } = this.deps;
    const rows = await memberships.ofMany([...new Set(following)]).catch((error: unknown) => {
      onFault("memberships cannot be read", error);
      return [];
    });
    const byUser = new Map<string, Stay[]>();
    for (const row of rows) {
      const own = byUser.get(row.userId.toHexString());
      if (own) own.push(row);
      else byUser.set(row.userId.toHexString(), [row]);
    }
    await Promise.all(open.map((one) => one.recheck(byUser.get(one.userId) ?? [])));
  }

  private renderer({ followed, viewer }: LiveRequest, args: ExecutionArgs): OperationRenderer {
    const plan = this.plans.of(args);
    const coerced = coerce(args);
    const variables = plan.resultVariables.map((name) => [name, coerced[name]]);
    // What is the viewer's own can differ between their sessions, and is shared by nobody.
    const session = followed.logs === "viewer" ? viewer.sessionId.toHexString() : "";
    const own = `${session} ${followed.choice ?? ""}`;
    const values = JSON.stringify(Object.fromEntries(variables));
    const key = `${followed.order} ${plan.id} ${values} ${own}`;
    const { newContext, present, orders } = this.deps;
    const { rootOf } = followed;
    const { positionOf } = orders[followed.order];
    return new OperationRenderer(key, args, plan, { rootOf, positionOf, newContext, present });
  }
}

/** With their defaults, so that equal values are equal however they were given. */
function coerce({
  schema,
  document,
  operationName,
  variableValues,
}: ExecutionArgs): Record<string, unknown> {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variableValues ?? {}).coerced ?? {};
}
