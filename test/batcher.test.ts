import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Batcher } from "../src/platform/core/batcher.js";

test("everybody gets their own answer, read after they asked, and many share a reading", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 400 }), async (scheduler, count) => {
      let clock = 0;
      let readings = 0;
      const reads = new Batcher(async (keys: readonly number[]) => {
        readings += 1;
        const at = (clock += 1);
        await scheduler.schedule(Promise.resolve(), "reading");
        return keys.map((key) => ({ key, at }));
      });
      const answers = Array.from({ length: count }, async (_, key) => {
        const asked = clock;
        const answer = await reads.ask(key);
        expect(answer.key).toBe(key);
        expect(answer.at).toBeGreaterThan(asked);
      });
      await scheduler.waitFor(Promise.all(answers));
      expect(readings).toBeLessThanOrEqual(2 + Math.ceil(count / 100));
    }),
    { numRuns: 50 },
  );
});

test("a reading that fails fails for those who share it, and the next one is tried", async () => {
  let fails = true;
  const reads = new Batcher((keys: readonly string[]) =>
    fails ? Promise.reject(new Error("away")) : Promise.resolve(keys),
  );
  const first = await Promise.allSettled(["a", "b", "c", "d"].map((key) => reads.ask(key)));
  expect(first.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  fails = false;
  expect(await reads.ask("e")).toBe("e");
});
