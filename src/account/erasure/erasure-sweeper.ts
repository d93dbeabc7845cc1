import type { ErasureService } from "./erasure.service.js";

const SWEEP_EVERY_MS = 60_000;

/** Carries erasings to their end that were begun here or on a node that is no more. */
export class ErasureSweeper {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly erasure: ErasureService,
    private readonly log: (error: unknown) => void,
  ) {}

  start(): void {
    const sweep = (): void => {
      this.running = this.running.then(() => this.erasure.settle(this.log)).catch(this.log);
    };
    this.timer = setInterval(sweep, SWEEP_EVERY_MS).unref();
    sweep();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }
}
