// Loaded into every measured Node process with --import: answers the harness over the IPC channel.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";

const RESOLUTION_MS = 1;
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let files = null;

const answers = {
  /** Collected twice first, so that what is left is held. */
  memory() {
    globalThis.gc?.();
    globalThis.gc?.();
    return process.memoryUsage();
  },
  /** As it is: for watching, while traffic goes on. */
  usage: () => process.memoryUsage(),
  "loop-start"() {
    loop.enable();
    loop.reset();
    return null;
  },
  "loop-stop"() {
    loop.disable();
    const above = (ns) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
    return {
      p50: above(loop.percentile(50)),
      p99: above(loop.percentile(99)),
      max: above(loop.max),
    };
  },
  /** Reads a file every 20 ms: what anything that needs the thread pool has to wait. */
  "files-start"() {
    const taken = [];
    const own = fileURLToPath(import.meta.url);
    const timer = setInterval(() => {
      const read = { began: performance.now(), took: null };
      taken.push(read);
      void readFile(own).then(() => (read.took = performance.now() - read.began));
    }, 20);
    files = { taken, timer };
    return null;
  },
  "files-stop"() {
    clearInterval(files.timer);
    // One that still waits has waited that long at least.
    const now = performance.now();
    const sorted = files.taken.map((r) => r.took ?? now - r.began).sort((a, b) => a - b);
    const at = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null;
    return { n: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
  },
};

process.on("message", ({ probe }) => {
  if (probe && probe in answers) process.send({ probe, answer: answers[probe]() });
});
process.channel?.unref();
