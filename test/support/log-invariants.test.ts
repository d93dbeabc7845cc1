import { expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { brokenLog } from "./log-invariants.js";

const conversationId = new Types.ObjectId();

function entry(seq: number, revisions: readonly number[], given: { ordinal?: number } = {}) {
  const [createdRevision = 0] = revisions;
  const revision = revisions.at(-1) ?? 0;
  const place = { seq, ordinal: seq - 1, revision, createdRevision, revisions };
  return {
    _id: new Types.ObjectId(),
    conversationId,
    kind: seq === 1 ? "SYSTEM" : "USER",
    ...place,
    ...given,
  };
}

const sound = () => [entry(1, [1]), entry(2, [2, 4]), entry(3, [3, 5, 6])];

test("a sound log has nothing to report", () => {
  expect(brokenLog(sound())).toEqual([]);
  expect(brokenLog([])).toEqual([]);
});

test.each([
  ["a revision that was given twice to one message", [...sound(), entry(4, [7, 7])]],
  ["revisions that go back", [...sound(), entry(4, [7, 9, 8])]],
  ["a revision of two messages", [...sound(), entry(4, [6])]],
  ["a revision that nobody has", [...sound(), entry(4, [8])]],
  ["a revision that is not the last", [...sound(), { ...entry(4, [7]), revision: 8 }]],
  ["a creation at another revision", [...sound(), { ...entry(4, [7]), createdRevision: 6 }]],
  ["a hole in the positions", [...sound(), entry(5, [7], { ordinal: 3 })]],
  ["a position that was given twice", [...sound(), entry(3, [7], { ordinal: 3 })]],
  ["an ordinal that skips", [...sound(), entry(4, [7], { ordinal: 4 })]],
])("%s is reported", (_, log) => {
  expect(brokenLog(log)).not.toEqual([]);
});
