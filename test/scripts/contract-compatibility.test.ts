import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScript } from "../support/script.js";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "confab-contract-"))));
afterEach(async () => rm(folder, { recursive: true, force: true }));

const RELEASED = "type Query { name: String! age: Int }";

/** The exit code of the check against `current`, with one changeset at most. */
async function check(current: string, changeset: string | null): Promise<number | null> {
  const [released, now] = [join(folder, "released.graphql"), join(folder, "current.graphql")];
  await Promise.all([writeFile(released, RELEASED), writeFile(now, current)]);
  if (changeset) await writeFile(join(folder, "one.md"), changeset);
  return startScript("../scripts/contract-compatibility.ts", [released, now, folder], {}).exited;
}

const changeset = (level: string): string => `---\n"@confab/schema": ${level}\n---\n\nText.\n`;

test.each([
  ["the same contract", RELEASED, null, 0],
  ["a new field", "type Query { name: String! age: Int size: Int }", null, 0],
  ["a field that went", "type Query { name: String! }", null, 1],
  ["a field that may be null now", "type Query { name: String age: Int }", null, 1],
  ["an argument that is needed now", "type Query { name(of: ID!): String! age: Int }", null, 1],
  ["a breaking change said to be minor", "type Query { age: Int }", changeset("minor"), 1],
  ["a breaking change said to be major", "type Query { age: Int }", changeset("major"), 0],
])("%s", async (_, current, text, code) => {
  expect(await check(current, text)).toBe(code);
});
