import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { FOLLOWING } from "../../src/live/realtime/cursor-state.js";

const ARROW = /^ *(\S+) --> (\w+): .+$/gm;

test("the diagram of a cursor's states shows what may follow what", () => {
  const page = readFileSync("ARCHITECTURE.md", "utf8");
  const [, diagram = ""] = /stateDiagram-v2\n(.*?)```/s.exec(page) ?? [];
  const drawn = [...diagram.matchAll(ARROW)].map(([, from, to]) => `${from} ${to}`);
  const possible = Object.entries(FOLLOWING).flatMap(([from, following]) =>
    following.map((to) => `${from} ${to}`),
  );
  expect(drawn.toSorted()).toEqual(["[*] reading", ...possible].toSorted());
});
