import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { measuredCosts } from "../../scripts/scaling/costs.js";
import { estimate } from "../../scripts/scaling/model.js";
import { inPage } from "../../scripts/scaling/page.js";
import { scalingParts } from "../../scripts/scaling/report.js";

const page = readFileSync(new URL("../../docs/scaling.md", import.meta.url), "utf8");

/** Tables are the same whatever the width of their columns. */
function bare(text: string): string {
  return text.replace(/ +/g, " ").replace(/-{3,}:?/g, "---");
}

test("docs/scaling.md has what the script computes", () => {
  expect(bare(page)).toBe(bare(inPage(page, scalingParts())));
});

test("twice the sockets take no fewer nodes, shards and messages, up to ten million", () => {
  const costs = measuredCosts();
  for (let sockets = 1_000; sockets < 1e7; sockets *= 2) {
    const [one, two] = [estimate(sockets, costs), estimate(sockets * 2, costs)];
    for (const part of ["nodes", "shards", "redisDeliveries", "headChecks"] as const)
      expect(two[part]).toBeGreaterThanOrEqual(one[part]);
  }
});
