import { channelOf, type Hint, type HintBus, type HintListener } from "./hint.js";
import { HintListeners } from "./hint-listeners.js";

/** Hints within one process. Publishing is deferred, so that a sender is answered first. */
export class LocalHintBus implements HintBus {
  readonly connected = true;
  private readonly listeners = new HintListeners();

  whenReconnected(): void {
    // Nothing gets lost within a process.
  }

  publish(hint: Hint): void {
    setImmediate(() => {
      for (const listener of this.listeners.of(channelOf(hint))) listener(hint);
    });
  }

  listen(channel: string, listener: HintListener): () => void {
    this.listeners.add(channel, listener);
    return () => this.leave(channel, listener);
  }

  leave(channel: string, listener: HintListener): void {
    this.listeners.delete(channel, listener);
  }

  /** How many channels have a listener: back to zero when every feed is gone. */
  get channelCount(): number {
    return this.listeners.size;
  }
}
