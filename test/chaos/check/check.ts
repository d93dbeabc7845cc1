import type { History } from "../history.js";
import { checkChanges } from "./check-changes.js";
import { checkFeeds } from "./check-feeds.js";
import { checkLog } from "./check-log.js";
import { checkReadings } from "./check-readings.js";
import type { Violation } from "./violation.js";

/** Everything in a history that should not be there. Sorting and counting, since seq is the order. */
export function check(history: History): Violation[] {
  const violations: Violation[] = [];
  const report = (invariant: Violation["invariant"], text: string): void => {
    violations.push({ invariant, text });
  };
  for (const incident of history.incidents) report("I-14", incident);
  for (const broken of history.brokenLogs) report("I-12", broken);
  for (const conversationId of history.logs.keys()) checkLog(history, conversationId, report);
  checkChanges(history, report);
  checkReadings(history, report);
  checkFeeds(history, report);
  return violations;
}
