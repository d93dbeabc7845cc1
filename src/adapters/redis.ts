import { Redis } from "ioredis";

const RETRY_MAX_MS = 1_000;
const COMMAND_TIMEOUT_MS = 500;
const BEAT_MS = 500;

/**
 * The two connections to Redis: one for commands, one that listens. Redis holds nothing that
 * matters; while it is away, commands fail at once and everybody falls back.
 */
export class RedisConnections {
  readonly commands: Redis;
  readonly subscriber: Redis;
  private answering = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    url: string,
    private readonly onState: (answers: boolean, state: string) => void,
  ) {
    const retryStrategy = (times: number): number => Math.min(times * 100, RETRY_MAX_MS);
    const shared = { lazyConnect: true, retryStrategy, connectTimeout: 2_000 } as const;
    this.commands = new Redis(url, {
      ...shared,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
    });
    this.subscriber = new Redis(url, { ...shared, maxRetriesPerRequest: null });
    // Faults are seen as the state of the connection; without a listener they end the process.
    for (const connection of [this.commands, this.subscriber])
      connection.on("error", () => undefined);
  }

  /** False also while Redis holds the connection but does not answer. */
  get connected(): boolean {
    return this.answering && this.subscriber.status === "ready";
  }

  start(): void {
    for (const connection of [this.commands, this.subscriber])
      connection.connect().catch(() => undefined);
    const beat = (): void => {
      this.timer = setTimeout(() => void this.beat().finally(beat), BEAT_MS).unref();
    };
    void this.beat().finally(beat);
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    for (const connection of [this.commands, this.subscriber]) connection.disconnect();
    await Promise.resolve();
  }

  private async beat(): Promise<void> {
    const answering = await this.commands.ping().then(
      () => true,
      () => false,
    );
    if (answering !== this.answering)
      this.onState(answering, answering ? "Redis answers" : "Redis is away: hints come by polling");
    this.answering = answering;
  }
}
