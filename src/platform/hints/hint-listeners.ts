import type { HintListener } from "./hint.js";

/** Who listens to what. Most channels have one listener, and that one alone is then kept. */
export class HintListeners {
  private readonly byChannel = new Map<string, HintListener | Set<HintListener>>();

  get size(): number {
    return this.byChannel.size;
  }

  has(channel: string): boolean {
    return this.byChannel.has(channel);
  }

  of(channel: string): readonly HintListener[] {
    const known = this.byChannel.get(channel);
    if (known === undefined) return [];
    return typeof known === "function" ? [known] : [...known];
  }

  /** True: nobody was there before. */
  add(channel: string, listener: HintListener): boolean {
    const known = this.byChannel.get(channel);
    if (known === undefined) this.byChannel.set(channel, listener);
    else if (typeof known !== "function") known.add(listener);
    else if (known !== listener) this.byChannel.set(channel, new Set([known, listener]));
    return known === undefined;
  }

  /** True: that was the last one. */
  delete(channel: string, listener: HintListener): boolean {
    const known = this.byChannel.get(channel);
    if (known === undefined) return false;
    if (typeof known === "function") return known === listener && this.byChannel.delete(channel);
    return known.delete(listener) && known.size === 0 && this.byChannel.delete(channel);
  }

  clear(): void {
    this.byChannel.clear();
  }
}
