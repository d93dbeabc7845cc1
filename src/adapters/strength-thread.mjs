import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";
import { parentPort } from "node:worker_threads";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** The estimate takes longer than linear time; what is strong so far does not get weaker. */
const JUDGED_CHARS = 40;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

try {
  // Once the dictionaries are read: who waits for the first estimate waits for them.
  const thread = Number(basename(readlinkSync("/proc/thread-self")));
  setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Estimates then take their share of the processor like everything else.
}

parentPort?.on("message", ({ text, known }) => {
  parentPort?.postMessage(zxcvbn.check(text.slice(0, JUDGED_CHARS), known).score);
});
