import { constants } from "node:os";
import { parentPort } from "node:worker_threads";
import bcrypt from "bcrypt";
import { lowerPriority } from "./thread-priority.mjs";

lowerPriority(constants.priority.PRIORITY_LOW);

parentPort?.on("message", ({ text, rounds, hashed }) => {
  const value =
    hashed === undefined ? bcrypt.hashSync(text, rounds) : bcrypt.compareSync(text, hashed);
  parentPort?.postMessage(value);
});
