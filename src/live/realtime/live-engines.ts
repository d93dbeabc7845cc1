import type { EngineSize, LiveEngine, LiveOperation } from "./live-engine.js";
import type { LiveRequest, LogKind } from "./live-request.js";
import type { SilentIterator } from "./silent-iterator.js";

/** One engine for each kind of logs: they differ in what they read, and in nothing else. */
export class LiveEngines {
  constructor(private readonly engines: Readonly<Record<LogKind, LiveEngine>>) {}

  start(): void {
    for (const engine of this.all) engine.start();
  }

  stop(): void {
    for (const engine of this.all) engine.stop();
  }

  subscribe(request: LiveRequest, operation: LiveOperation): Promise<SilentIterator> {
    return this.engines[request.followed.logs].subscribe(request, operation);
  }

  /** For metrics, and for the proof that nothing stays behind. */
  get size(): EngineSize {
    const sizes = this.all.map(({ size }) => size);
    const sum = (name: keyof EngineSize): number =>
      sizes.reduce((total, size) => total + size[name], 0);
    return {
      subscriptions: sum("subscriptions"),
      tails: sum("tails"),
      audiences: sum("audiences"),
      live: sum("live"),
    };
  }

  /** Entries of the logs that are followed here, known but not read yet. */
  get lag(): number {
    return this.all.reduce((total, { lag }) => total + lag, 0);
  }

  private get all(): readonly LiveEngine[] {
    return Object.values(this.engines);
  }
}
