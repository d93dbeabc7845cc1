import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { basename } from "node:path";

/** Of the thread that calls. Linux lets each have its own; elsewhere it keeps that of the process. */
export function lowerPriority(priority) {
  try {
    setPriority(Number(basename(readlinkSync("/proc/thread-self"))), priority);
  } catch {
    // The thread then takes its share of the processor like everything else.
  }
}
