import { expect, test } from "@jest/globals";
import { MemoryCounter } from "../../src/adapters/memory-counter.js";
import type { Counter } from "../../src/platform/limits/counter.js";
import { LeasedCounts } from "../../src/platform/limits/leased-counts.js";

const quota = { name: "work", max: 1_000, windowMs: 60_000 };

class Asked implements Counter {
  times = 0;
  private readonly counter = new MemoryCounter();
  add(key: string, windowMs: number, amount?: number) {
    this.times += 1;
    return this.counter.add(key, windowMs, amount);
  }
  undo = () => Promise.resolve();
  forget = () => Promise.resolve();
}

test("the shared count is asked for parts of the quota, not for each operation", async () => {
  const counter = new Asked();
  const leases = new LeasedCounts(counter);
  let allowed = 0;
  for (let at = 0; at < 2_000; at += 1)
    if ((await leases.take("ann", quota, 1)).allowed) allowed += 1;
  expect(allowed).toBe(1_000);
  expect(counter.times).toBe(20);
});

test("two nodes together never let through more than there is", async () => {
  const counter = new MemoryCounter();
  const nodes = [new LeasedCounts(counter), new LeasedCounts(counter)];
  const tries = Array.from({ length: 3_000 }, async (_, at) => {
    const taken = await nodes[at % 2]?.take("ann", quota, 1 + (at % 7));
    return taken?.allowed ? 1 + (at % 7) : 0;
  });
  const spent = (await Promise.all(tries)).reduce((sum, amount) => sum + amount, 0);
  expect(spent).toBeLessThanOrEqual(1_000);
  expect(spent).toBeGreaterThan(990);
});

test("what is too much takes nothing from what still fits", async () => {
  const leases = new LeasedCounts(new MemoryCounter());
  expect(await leases.take("ann", quota, 990)).toMatchObject({ allowed: true });
  expect(await leases.take("ann", quota, 50)).toMatchObject({ allowed: false });
  expect(await leases.take("ann", quota, 10)).toMatchObject({ allowed: true, left: 0 });
  expect(await leases.take("bob", quota, 50)).toMatchObject({ allowed: true });
});

test("whoever pays from several quotas has each of them whole, and no more of it", async () => {
  const leases = new LeasedCounts(new MemoryCounter());
  const small = { ...quota, name: "small", max: 10 };
  expect(await leases.take("ann", quota, 1)).toMatchObject({ allowed: true });
  expect(await leases.take("ann", small, 11)).toMatchObject({ allowed: false });
  expect(await leases.take("ann", small, 10)).toMatchObject({ allowed: true, left: 0 });
  expect(await leases.take("ann", quota, 999)).toMatchObject({ allowed: true, left: 0 });
});
