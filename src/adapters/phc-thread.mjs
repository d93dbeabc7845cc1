import { scryptSync, timingSafeEqual } from "node:crypto";
import { constants } from "node:os";
import { parentPort } from "node:worker_threads";
import { lowerPriority } from "./thread-priority.mjs";

lowerPriority(constants.priority.PRIORITY_LOW);

/** @type {typeof import("@node-rs/argon2") | null} */
const argon2 = await import("@node-rs/argon2").catch(() => null);

parentPort?.on("message", ({ text, scrypt, phc }) => {
  parentPort?.postMessage(scrypt ? isScrypt(text, scrypt) : isArgon2(text, phc));
});

function isScrypt(text, { salt, hash, cost }) {
  const made = scryptSync(text, salt, hash.length, cost);
  return timingSafeEqual(made, hash);
}

/** Without the package nobody logs in by it; they set a password by mail. */
function isArgon2(text, phc) {
  return argon2 !== null && argon2.verifySync(phc, text);
}
