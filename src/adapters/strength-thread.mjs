import { constants } from "node:os";
import { parentPort } from "node:worker_threads";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { lowerPriority } from "./thread-priority.mjs";

/** The estimate takes longer than linear time; what is strong so far does not get weaker. */
const JUDGED_CHARS = 40;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

// Once the dictionaries are read: who waits for the first estimate waits for them.
lowerPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on("message", ({ text, known }) => {
  parentPort?.postMessage(zxcvbn.check(text.slice(0, JUDGED_CHARS), known).score);
});
