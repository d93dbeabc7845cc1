import { tell, type ConfabError } from "./error.js";
import { Handover, type HandlerFailure } from "./handover.js";
import type { StoredPositions } from "./positions.js";
import type { PositionKind } from "./positions.types.js";
import type { Socket } from "./socket.js";
import { keepSubscribed, type Subscription } from "./subscription.js";

/** Of a key's own, behind all others. */
const AFTER_ALL = "";

interface FeedOptions<Result> {
  readonly socket: Socket;
  readonly query: string;
  readonly variables: () => Record<string, unknown>;
  readonly next: (data: Result) => void;
}

/** What every feed tells besides its events. */
export interface FeedHandlers {
  /**
   * A handler threw, or its promise was rejected: HANDLER_ERROR, `cause` is what. "retry" unless
   * told: the same event is given again after a pause, and those behind it in that conversation
   * wait. `attempt` counts from 1.
   */
  readonly failed?: ((error: ConfabError, attempt: number) => HandlerFailure) | undefined;
  /** Also told of what a handler threw, where there is no `failed`. */
  readonly error?: ((error: ConfabError) => void) | undefined;
}

/** A subscription whose events are handed over one by one, and whose positions follow that. */
export class Feed<Result> {
  private readonly handover: Handover;
  private readonly subscription: Subscription;
  /** Handlers are too far behind: what comes is left out, and asked for again from the positions. */
  private isPaused = false;

  constructor(
    private readonly positions: StoredPositions,
    { failed, error }: FeedHandlers,
    { socket, query, variables, next }: FeedOptions<Result>,
  ) {
    this.handover = new Handover((fault, attempt) => {
      try {
        if (failed) return failed(fault, attempt);
        tell(error, fault);
      } catch (thrown) {
        console.error(thrown);
      }
      return "retry";
    });
    this.subscription = keepSubscribed<Result>(socket, {
      ...{ query, variables, error },
      next: (data) => {
        if (this.handover.isFull && !this.isPaused) this.pause();
        if (!this.isPaused) next(data);
      },
    });
  }

  /** What has come before is left out. */
  hand(kind: PositionKind, conversationId: string, at: number, give: () => unknown): void {
    if (!this.positions.see(kind, conversationId, at)) return;
    const taken = (): void => this.positions.take(kind, conversationId, at);
    this.handover.push(conversationId, { give, taken });
  }

  /** When all that was handed over before is taken. */
  handAfterAll(give: () => unknown): void {
    const before = this.handover.settled();
    const afterAll = before ? () => before.then(give) : give;
    this.handover.push(AFTER_ALL, { give: afterAll, taken: () => undefined });
  }

  stop(): void {
    this.handover.stop();
    this.subscription.stop();
  }

  private pause(): void {
    this.isPaused = true;
    void this.handover.settled()?.then(() => {
      this.isPaused = false;
      this.subscription.renew();
    });
  }
}
