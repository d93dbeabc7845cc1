const EVERY_MS = 10;

/**
 * How long this process, with all its nodes, was kept from running: by the machine's other work. A
 * bound in wall-clock time is asked of the rest.
 */
export class Stalls {
  lostMs = 0;
  private last = performance.now();
  private readonly timer = setInterval(() => {
    const now = performance.now();
    this.lostMs += Math.max(0, now - this.last - 2 * EVERY_MS);
    this.last = now;
  }, EVERY_MS);

  stop(): number {
    clearInterval(this.timer);
    return this.lostMs;
  }
}
