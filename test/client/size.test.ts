import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";

test("the kit stays under 8 kB, minified and gzipped, without graphql-ws", () => {
  const output = execFileSync(process.execPath, ["client/scripts/size.mjs"], { encoding: "utf8" });
  const gzipped = Number(/(\d+) gzipped/.exec(output)?.[1]);

  expect(gzipped).toBeGreaterThan(1_000);
  expect(gzipped).toBeLessThan(8_000);
});
