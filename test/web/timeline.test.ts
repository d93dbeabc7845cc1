import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  addNewer,
  addOlder,
  putMessage,
  windowOf,
  type Timeline,
} from "../../web/src/state/timeline.js";
import { message, page } from "./messages.js";

const seqs = (timeline: Timeline): number[] => timeline.messages.map(({ seq }) => seq);

test("a message that follows is appended", () => {
  const timeline = putMessage(windowOf(page([4, 5])), message(6));

  expect(seqs(timeline)).toEqual([4, 5, 6]);
});

test("a message that leaves a hole waits for the feed to fill it, and nothing newer is left to load", () => {
  const holed = putMessage(windowOf(page([4, 5])), message(8));

  expect(seqs(holed)).toEqual([4, 5]);
  expect(holed).toMatchObject({ ahead: [message(8)], hasNewer: false });
  const filled = [message(6), message(7)].reduce(putMessage, holed);
  expect(seqs(filled)).toEqual([4, 5, 6, 7, 8]);
  expect(filled).toMatchObject({ ahead: [], hasNewer: false });
  expect(seqs(addNewer(holed, page([6, 7])))).toEqual([4, 5, 6, 7, 8]);
});

test("in whatever order and however often messages come, the stretch is whole, each in its last state", () => {
  const edited = message(5, { revision: 20, body: "edited" });
  const once = [2, 3, 4, 5, 6, 7, 8].map((seq) => message(seq));
  const arrivals = fc.shuffledSubarray([...once, ...once, edited], {
    minLength: 2 * once.length + 1,
  });
  fc.assert(
    fc.property(arrivals, (messages) => {
      const timeline = messages.reduce(putMessage, windowOf(page([1])));
      const last = [message(1), ...once.map((one) => (one.seq === 5 ? edited : one))];
      expect(timeline).toMatchObject({ messages: last, ahead: [] });
    }),
  );
});

test("a window of old messages does not take in new ones", () => {
  const old = windowOf(page([1, 2], { after: true }));

  expect(putMessage(old, message(3))).toBe(old);
});

test("the greater revision wins, whichever comes first", () => {
  const timeline = windowOf(page([1, 2]));
  const edited = putMessage(timeline, message(1, { revision: 9, body: "edited" }));

  expect(edited.messages[0]?.body).toBe("edited");
  expect(putMessage(edited, message(1, { revision: 3, body: "older" }))).toBe(edited);
  expect(addOlder(edited, page([1])).messages[0]?.body).toBe("edited");
});

test("pages that overlap do not repeat a message", () => {
  const timeline = addOlder(windowOf(page([3, 4], { before: true })), page([1, 2, 3]));

  expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
  expect(timeline.hasOlder).toBe(false);
});

test("a change of a message that is not loaded changes nothing", () => {
  const timeline = windowOf(page([5, 6], { before: true }));

  expect(putMessage(timeline, message(2, { revision: 40 }))).toBe(timeline);
});
