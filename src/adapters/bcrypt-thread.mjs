import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";
import { parentPort } from "node:worker_threads";
import bcrypt from "bcrypt";

try {
  // Linux lets each thread have a priority; elsewhere this one keeps that of the process.
  const thread = Number(basename(readlinkSync("/proc/thread-self")));
  setPriority(thread, constants.priority.PRIORITY_LOW);
} catch {
  // Hashing then takes its share of the processor like everything else.
}

parentPort?.on("message", ({ text, rounds, hashed }) => {
  const value =
    hashed === undefined ? bcrypt.hashSync(text, rounds) : bcrypt.compareSync(text, hashed);
  parentPort?.postMessage(value);
});
