import { readFileSync } from "node:fs";

/**
 * Milliseconds, without those for which this thread, with all its nodes and clients, was ready to run
 * and the machine's other work had the core. What the nodes themselves take, or wait for, is left in.
 * Where the kernel does not tell (not Linux) it is the plain clock.
 */
export function runningClock(): number {
  return performance.now() - keptFromRunningMs();
}

function keptFromRunningMs(): number {
  try {
    const [, waitedNs] = readFileSync("/proc/thread-self/schedstat", "utf8").split(" ");
    return Number(waitedNs) / 1e6;
  } catch {
    return 0; // The bound is then asked of all the time that passed.
  }
}
