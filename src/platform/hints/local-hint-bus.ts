import { channelOf, type Hint, type HintBus, type HintListener } from "./hint.js";
import { HintListeners } from "./hint-listeners.js";

/**
 * Hints within one process. Publishing is deferred, so that a sender is answered first. Nothing gets
 * lost, unless other processes write to the same database: of those nothing is heard.
 */
export class LocalHintBus implements HintBus {
  private readonly listeners = new HintListeners();
  private readonly reconnected: (() => void)[] = [];
  private alone = true;

  get connected(): boolean {
    return this.alone;
  }

  whenReconnected(listener: () => void): void {
    this.reconnected.push(listener);
  }

  /** Whether other processes write to the database. */
  heedOthers(are: boolean): void {
    const isAloneAgain = !this.alone && !are;
    this.alone = !are;
    if (isAloneAgain) for (const listener of this.reconnected) listener();
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
