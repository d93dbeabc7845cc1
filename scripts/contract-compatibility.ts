import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const RELEASED = "schema/released.graphql";
const CURRENT = "schema/schema.graphql";
const MAJOR = /^["']?@confab\/schema["']?\s*:\s*major\s*$/m;

/** Whether one of the changesets in the folder announces a breaking change of the contract. */
async function isAnnounced(changesets: string): Promise<boolean> {
  const names = await readdir(changesets).catch(() => []);
  const files = names.filter((name) => name.endsWith(".md") && name !== "README.md");
  const texts = await Promise.all(files.map((name) => readFile(join(changesets, name), "utf8")));
  return texts.some((text) => MAJOR.test(text));
}

/** One line for each change of the contract since the release that breaks a client. */
async function breakingChanges(released: string, current: string): Promise<string[]> {
  const [before, now] = await Promise.all(
    [released, current].map((file) => readFile(file, "utf8")),
  );
  const changes = await diff(buildSchema(before ?? ""), buildSchema(now ?? ""));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

/** The arguments are for tests: released contract, current contract, folder of changesets. */
async function main([released = RELEASED, current = CURRENT, changesets = ".changeset"]: string[]) {
  const breaking = await breakingChanges(released, current);
  for (const message of breaking) console.log(`breaking: ${message}`);
  if (breaking.length === 0 || (await isAnnounced(changesets))) return 0;
  console.error(
    "These changes break clients: keep the old form and deprecate it, or add a changeset " +
      'with `"@confab/schema": major` that says what to do.',
  );
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
