import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";

test("the kit stays under 8 kB, minified and gzipped, without graphql-ws, and streams add less than 2 kB", () => {
  const output = execFileSync(process.execPath, ["client/scripts/size.mjs"], { encoding: "utf8" });
  const gzipped = Number(/(\d+) gzipped/.exec(output)?.[1]);

  expect(gzipped).toBeGreaterThan(1_000);
  expect(gzipped).toBeLessThan(8_000);
  const streams = Number(/sse: (\d+) more/.exec(output)?.[1]);
  expect(streams).toBeGreaterThan(500);
  expect(streams).toBeLessThan(2_000);
});
