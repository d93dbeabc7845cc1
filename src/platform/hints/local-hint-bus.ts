import { channelOf, type Hint, type HintBus, type HintListener } from "./hint.js";

/** Hints within one process. Publishing is deferred, so that a sender is answered first. */
export class LocalHintBus implements HintBus {
  readonly connected = true;
  private readonly listeners = new Map<string, Set<HintListener>>();

  whenReconnected(): void {
    // Nothing gets lost within a process.
  }

  publish(hint: Hint): void {
    setImmediate(() => {
      for (const listener of this.listeners.get(channelOf(hint)) ?? []) listener(hint);
    });
  }

  listen(channel: string, listener: HintListener): () => void {
    const own = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, own.add(listener));
    return () => {
      own.delete(listener);
      if (own.size === 0 && this.listeners.get(channel) === own) this.listeners.delete(channel);
    };
  }

  /** How many channels have a listener: back to zero when every feed is gone. */
  get channelCount(): number {
    return this.listeners.size;
  }
}
