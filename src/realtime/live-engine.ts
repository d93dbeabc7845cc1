import {
  getOperationAST,
  getVariableValues,
  type ExecutionArgs,
  type GraphQLSchema,
} from "graphql";
import type { HintBus } from "./hint.js";
import { Lanes } from "./lanes.js";
import type { LiveRequest } from "./live-request.js";
import { LiveSubscription, type Membership } from "./live-subscription.js";
import { HEAD_CHECK_MS, LogTails } from "./log-tails.js";
import { OperationPlans } from "./operation-plan.js";
import type { Outlet } from "./outlet.js";
import { Presentation, type PresentationOptions } from "./presentation.js";
import { SilentIterator } from "./silent-iterator.js";
import type { LogSource } from "./stream.js";

export interface EngineOptions extends PresentationOptions {
  readonly schema: GraphQLSchema;
  readonly log: LogSource;
  readonly bus: HintBus;
  readonly membership: Membership;
  /** Of these positions, the conversations whose log has gone on, with their head. */
  readonly behind: (heads: ReadonlyMap<string, number>) => Promise<Map<string, number>>;
}

/** The operation on the socket that asked for a live subscription. */
export interface LiveOperation {
  readonly args: ExecutionArgs;
  readonly id: string;
  readonly outlet: Outlet;
}

/** Serves live subscriptions: from the log, through shared frames, to sockets. */
export class LiveEngine {
  private readonly subscriptions = new Set<LiveSubscription>();
  private readonly tails: LogTails;
  private readonly lanes = new Lanes();
  private readonly plans: OperationPlans;

  constructor(private readonly options: EngineOptions) {
    this.tails = new LogTails(options);
    this.plans = new OperationPlans(options.schema);
  }

  start(): void {
    this.tails.start(() =>
      this.options.bus.connected ? HEAD_CHECK_MS.connected : HEAD_CHECK_MS.disconnected,
    );
  }

  stop(): void {
    this.tails.stop();
    for (const subscription of this.subscriptions) subscription.close();
  }

  /** For leak tests and metrics. */
  get size(): { subscriptions: number; tails: number; lanes: number } {
    return {
      subscriptions: this.subscriptions.size,
      tails: this.tails.size,
      lanes: this.lanes.size,
    };
  }

  /** Resolves when listening has begun, so that nothing stored later is missed. */
  async subscribe(
    request: LiveRequest,
    { args, id, outlet }: LiveOperation,
  ): Promise<SilentIterator> {
    const { log, bus, membership } = this.options;
    const { tails, lanes } = this;
    const iterator = new SilentIterator(() => {
      subscription.close();
      this.subscriptions.delete(subscription);
    });
    const subscription = new LiveSubscription({
      request,
      operationId: id,
      outlet,
      presentation: this.presentation(args),
      tails,
      lanes,
      log,
      bus,
      membership,
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

  private presentation(args: ExecutionArgs): Presentation {
    const plan = this.plans.of(args);
    const coerced = coerce(args);
    const variables = plan.resultVariables.map((name) => [name, coerced[name]]);
    const key = `${plan.id} ${JSON.stringify(Object.fromEntries(variables))}`;
    return new Presentation(key, args, plan, this.options);
  }
}

/** With their defaults: two texts of the same values are one. */
function coerce({
  schema,
  document,
  operationName,
  variableValues,
}: ExecutionArgs): Record<string, unknown> {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variableValues ?? {}).coerced ?? {};
}
