import type { PushNote } from "../integration/push/push-note.js";
import type { PushOutcome } from "../integration/push/push-sender.js";

/** As a device gets it: one level of strings and numbers, the same by all services. */
export function dataOf({ text, ...ids }: PushNote): Record<string, string | number> {
  return { ...ids, ...text };
}

/** By the status that an answer has, where it says no more. */
export function outcomeOfStatus(status: number, why = `HTTP ${status}`): PushOutcome {
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (status === 404 || status === 410) return { kind: "gone" };
  return { kind: status === 429 || status >= 500 ? "later" : "refused", why };
}

/** What could not even begin. */
const NEVER_LEFT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"];

/** By why there was no answer. */
export function outcomeOfFault(why: string): PushOutcome {
  return { kind: NEVER_LEFT.includes(why) ? "later" : "unknown", why };
}

/** How long a push service keeps it for a device that is off. */
export const KEPT_SECONDS = 24 * 60 * 60;
