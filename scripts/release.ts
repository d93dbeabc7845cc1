import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./process/run.js";

const CHANGESETS = ".changeset";
const TITLE = "# Changelog\n";

interface Package {
  version: string;
  workspaces: string[];
}

async function readPackage(file: string): Promise<Package> {
  return JSON.parse(await readFile(file, "utf8")) as Package;
}

/** Before 1.0 a breaking change makes a minor version, as semantic versioning has it. */
async function softenMajors(): Promise<void> {
  for (const name of await readdir(CHANGESETS)) {
    if (!name.endsWith(".md") || name === "README.md") continue;
    const file = join(CHANGESETS, name);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/^(.+): major$/gm, "$1: minor"));
  }
}

/** Changesets knows the workspaces; the server at the root carries their version. */
async function raiseRoot(version: string): Promise<void> {
  const text = await readFile("package.json", "utf8");
  await writeFile("package.json", text.replace(/"version": "[^"]+"/, `"version": "${version}"`));
  await run("npm", ["install", "--package-lock-only", "--prefer-offline"]);
}

/** What changesets wrote for one package, an entry each; what only names a raised version is left out. */
async function entriesOf(workspace: string): Promise<string[]> {
  const file = join(workspace, "CHANGELOG.md");
  const text = await readFile(file, "utf8").catch(() => "");
  await rm(file, { force: true });
  const [, newest = ""] = text.split(/^## .*$/m);
  return newest
    .split(/^- /m)
    .slice(1)
    .map((entry) => entry.replace(/^[\da-f]{7,}: /, "").replace(/\n### [\s\S]*/, ""))
    .map((entry) => entry.trim())
    .filter((entry) => !entry.startsWith("Updated dependencies"));
}

/** One changelog for all that carries the version: a change of several packages is told once. */
async function moveSections(version: string, workspaces: readonly string[]): Promise<void> {
  const entries = new Set<string>();
  for (const workspace of workspaces)
    for (const entry of await entriesOf(workspace)) entries.add(entry);
  const section = [...entries].map((entry) => `- ${entry}`).join("\n");
  const rest = (await readFile("CHANGELOG.md", "utf8")).replace(TITLE, "");
  const date = new Date().toISOString().slice(0, 10);
  await writeFile("CHANGELOG.md", `${TITLE}\n## ${version}, ${date}\n\n${section}\n${rest}`);
}

const before = await readPackage("package.json");
if (before.version.startsWith("0.")) await softenMajors();
await run("npx", ["changeset", "version"]);
const { version } = await readPackage("schema/package.json");
await raiseRoot(version);
await moveSections(version, before.workspaces);
await writeFile("schema/released.graphql", await readFile("schema/schema.graphql"));
console.log(`${version}: edit its section in CHANGELOG.md, then commit and tag v${version}`);
