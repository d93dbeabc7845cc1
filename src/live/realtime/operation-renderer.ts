import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
} from "graphql";
import type { Viewer } from "../../platform/core/viewer.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Context } from "../../api/graphql/context.js";
import type { Dependence } from "../../api/graphql/depends-on.js";
import type { FeedEvent } from "./feed-event.js";
import type { LogOrder } from "./log-order.js";
import type { OperationPlan } from "./operation-plan.js";
import type { Payload } from "./template.types.js";

/** One who reads: the result is the same for everybody of the same class. */
export interface Reader {
  readonly viewer: Viewer;
  /** The first message that they are shown. */
  readonly firstSeq: number;
  /** Whether a block stands between the reader and anybody. */
  readonly hasBlocks: boolean;
}

export interface RendererDependencies {
  readonly positionOf: LogOrder["positionOf"];
  /** The root value for an event, or null where this operation has none for it. */
  readonly rootOf: (event: FeedEvent) => object | null;
  readonly newContext: (viewer: Viewer) => Context;
  readonly present: (error: GraphQLError, request: null) => GraphQLFormattedError;
}

export interface Rendered {
  /** The payloads of `next` messages, in the order of the events. */
  readonly payloads: Payload[];
  /** Whether a field read the viewer beyond what it declares: then this is that reader's result alone. */
  readonly personal: boolean;
}

/** One operation with its variables: what comes out for an event is computed once for all who get the same. */
export class OperationRenderer {
  private readonly keys = new Map<string, string>();

  constructor(
    /** Operations with the same key have the same results. */
    readonly key: string,
    private readonly args: ExecutionArgs,
    private readonly plan: OperationPlan,
    private readonly deps: RendererDependencies,
  ) {}

  /** Whether readers who have blocks are classes of their own. */
  get distinguishesBlocks(): boolean {
    return this.depends("blocks");
  }

  classOf({ viewer, firstSeq, hasBlocks }: Reader): string {
    if (hasBlocks && this.depends("blocks")) return viewer.userId.toHexString();
    return this.depends("history") ? String(firstSeq) : "";
  }

  /** Who has the same gets the same. One text for all places that it names, as each keeps it. */
  keyFor(reader: Reader): string {
    const name = this.classOf(reader);
    const known = this.keys.get(name) ?? `${this.key} ${name}`;
    this.keys.set(name, known);
    return known;
  }

  get distinguishesSender(): boolean {
    return this.depends("sender");
  }

  /** Rejects while what the operation reads cannot be read. */
  async render(
    events: readonly FeedEvent[],
    { viewer }: Pick<Reader, "viewer">,
  ): Promise<Rendered> {
    const context = this.deps.newContext(viewer);
    let personal = false;
    const onRead = (): void => void (personal = true);
    const shown = events.flatMap((event) => {
      const rootValue = this.deps.rootOf(event);
      const contextValue = watched(context, event, onRead);
      return rootValue ? [{ event, args: { ...this.args, rootValue, contextValue } }] : [];
    });
    const results = await Promise.all(shown.map(({ args }) => execute(args)));
    const payloads = shown.map(({ event }, at) => ({
      bytes: this.encode(results[at] ?? {}),
      position: this.positionIn(event),
    }));
    return { payloads, personal };
  }

  private positionIn(event: FeedEvent): number | null {
    if (event.kind === "entry") return this.deps.positionOf(event.entry);
    return event.kind === "resync" ? event.position : null;
  }

  private depends(dependence: Dependence): boolean {
    return this.plan.dependences.has(dependence);
  }

  /** Throws where a service was away: the reader is to get the event later, not an error for it. */
  private encode({ errors, ...rest }: ExecutionResult): Buffer {
    const presented = errors?.map((error) => this.deps.present(error, null));
    if (presented?.some(({ extensions }) => extensions?.["code"] === ErrorCode.SERVICE_UNAVAILABLE))
      throw new AppError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "The event cannot be delivered at the moment.",
      );
    return Buffer.from(JSON.stringify(presented ? { ...rest, errors: presented } : rest));
  }
}

/** Tells of each reading of the viewer, but for those that fields declare. */
function watched(context: Context, event: FeedEvent, onRead: () => void): Context {
  const messageId = event.kind === "entry" ? event.entry._id : null;
  return {
    ...context,
    shared: { context, messageId },
    get viewer() {
      onRead();
      return context.viewer;
    },
  };
}
