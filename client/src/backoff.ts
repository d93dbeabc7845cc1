export interface BackoffOptions {
  /** Delay before the first retry. */
  readonly baseMs?: number;
  readonly maxMs?: number;
}

/** Exponential with full jitter above half, so that a thousand clients do not come back at once. */
export function backoffMs(
  attempt: number,
  { baseMs = 500, maxMs = 15_000 }: BackoffOptions = {},
): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 16));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}

/** Pauses that can all be cut short at once, as when the network comes back. */
export class Pauses {
  private readonly pending = new Set<() => void>();

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.pending.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.pending.add(end);
    });
  }

  wake(): void {
    for (const end of [...this.pending]) end();
  }
}
