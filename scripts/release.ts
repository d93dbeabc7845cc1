import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./process/run.js";

const CHANGESETS = ".changeset";
const SECTIONS = "schema/CHANGELOG.md";
const TITLE = "# Changelog\n";

interface Package {
  version: string;
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

/** One changelog for all that carries the version. */
async function moveSection(version: string): Promise<void> {
  const sections = await readFile(SECTIONS, "utf8");
  const [, section = ""] = sections.split(/^## .*$/m);
  const rest = (await readFile("CHANGELOG.md", "utf8")).replace(TITLE, "");
  const date = new Date().toISOString().slice(0, 10);
  await writeFile("CHANGELOG.md", `${TITLE}\n## ${version}, ${date}\n${section}${rest}`);
  for (const name of ["client", "graphiql", "schema", "web"])
    await rm(join(name, "CHANGELOG.md"), { force: true });
}

const before = await readPackage("package.json");
if (before.version.startsWith("0.")) await softenMajors();
await run("npx", ["changeset", "version"]);
const { version } = await readPackage("schema/package.json");
await raiseRoot(version);
await moveSection(version);
await writeFile("schema/released.graphql", await readFile("schema/schema.graphql"));
console.log(`${version}: edit its section in CHANGELOG.md, then commit and tag v${version}`);
