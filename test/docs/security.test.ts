import { expect, test } from "@jest/globals";
import { readdir, readFile } from "node:fs/promises";

const NAME = /\bA-\d{2,3}\b/g;

function namesIn(texts: readonly string[]): string[] {
  const names = new Set(texts.flatMap((text) => text.match(NAME) ?? []));
  return [...names].sort();
}

test("docs/security.md lists the attacks that tests are named after, and no others", async () => {
  const files = await readdir("test", { recursive: true });
  const tests = files.filter((name) => name.endsWith(".test.ts") && !name.startsWith("docs"));
  const texts = await Promise.all(tests.map((name) => readFile(`test/${name}`, "utf8")));
  const page = await readFile("docs/security.md", "utf8");
  const table = page.split("\n").filter((line) => line.startsWith("| A-"));
  expect(namesIn(table)).toEqual(namesIn(texts));
});
