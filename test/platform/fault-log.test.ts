import { expect, test } from "@jest/globals";
import { FaultLog } from "../../src/platform/core/fault-log.js";

function watched() {
  const said: unknown[] = [];
  let count = 0;
  const { report } = new FaultLog({
    log: (kind, _error, place) => said.push([kind, place]),
    count: () => (count += 1),
  });
  return { said, report, count: () => count };
}

test("a fault that is tried again is said once for each place, and counted each time", () => {
  const { said, report, count } = watched();
  const places = [{ conversationId: "a" }, { conversationId: "b" }];
  for (let times = 0; times < 5; times += 1)
    for (const place of places) report("a log cannot be read", new Error("away"), place);
  report("blocks cannot be read", new Error("away"), { userId: "ann" });
  expect(said).toEqual([
    ["a log cannot be read", places[0]],
    ["a log cannot be read", places[1]],
    ["blocks cannot be read", { userId: "ann" }],
  ]);
  expect(count()).toBe(11);
});

test("an outage that befalls every conversation does not fill the log", () => {
  const { said, report, count } = watched();
  for (let at = 0; at < 5_000; at += 1)
    report("a log cannot be read", new Error("away"), { conversationId: String(at) });
  report("memberships cannot be read", new Error("away"));
  expect(said.length).toBeLessThan(50);
  expect(said.at(-1)).toEqual(["memberships cannot be read", {}]);
  expect(count()).toBe(5_001);
});
