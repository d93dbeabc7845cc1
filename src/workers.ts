import cluster, { type Worker } from "node:cluster";
import { answerForMetrics } from "./adapters/cluster-metrics.js";

const BACKOFF_MIN_MS = 100;
const BACKOFF_MAX_MS = 10_000;
/** A worker that lived this long had started well: the next one may follow quickly. */
const GOOD_LIFE_MS = 30_000;
/** Set in the environment of a worker that takes the place of another: the service has been up. */
export const REPLACEMENT = "CONFAB_REPLACEMENT";

export interface WorkersOptions {
  readonly count: number;
  readonly stopLimitMs: number;
  /** Called once, when the first worker listens. */
  readonly onListening: (port: number) => void;
  readonly onLost: (fault: { pid: number | undefined; how: string; retryInMs: number }) => void;
}

/**
 * Keeps so many workers on one port until it is told to stop. Resolves with the exit code.
 * If one dies before any has listened, starting has failed, and trying again would not help.
 */
export function keepWorkers(options: WorkersOptions): { stop(): void; done: Promise<number> } {
  const { count, stopLimitMs, onListening, onLost } = options;
  const restarts = new Set<NodeJS.Timeout>();
  let listening = false;
  let stopping = false;
  let finish: (code: number) => void;
  const done = new Promise<number>((resolve) => (finish = resolve));

  function fork(backoffMs: number): void {
    const worker = cluster.fork({ [REPLACEMENT]: listening ? "yes" : "" });
    const bornAt = performance.now();
    worker.on("message", (message: unknown) => answerForMetrics(worker, message));
    worker.once("listening", ({ port }) => {
      if (!listening) onListening(port);
      listening = true;
    });
    worker.once("exit", (code: number | null, signalName: string | null) => {
      if (!listening && !stopping) stop(code || 1);
      if (stopping) return;
      const lived = performance.now() - bornAt;
      const retryInMs = lived > GOOD_LIFE_MS ? BACKOFF_MIN_MS : backoffMs;
      const how = signalName ?? `code ${code}`;
      onLost({ pid: worker.process.pid, how, retryInMs });
      const restart = setTimeout(() => {
        restarts.delete(restart);
        fork(Math.min(retryInMs * 2, BACKOFF_MAX_MS));
      }, retryInMs);
      restarts.add(restart);
    });
  }

  function stop(code = 0): void {
    if (stopping) return;
    stopping = true;
    for (const restart of restarts) clearTimeout(restart);
    const late = setTimeout(() => signal("SIGKILL"), stopLimitMs);
    signal("SIGTERM");
    void Promise.all(alive().map(exited)).then(() => {
      clearTimeout(late);
      finish(code);
    });
  }

  for (let at = 0; at < count; at += 1) fork(BACKOFF_MIN_MS);
  return { stop: () => stop(), done };
}

function alive(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

function signal(name: "SIGTERM" | "SIGKILL"): void {
  for (const worker of alive()) worker.process.kill(name);
}

function exited(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    if (worker.isDead()) resolve();
    else worker.once("exit", () => resolve());
  });
}
