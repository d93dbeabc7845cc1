import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../..");
const { wings } = createRequire(import.meta.url)(join(root, "floors.cjs")) as {
  wings: Record<string, string[]>;
};

const foldersIn = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

test("the floors are the folders of src/", () => {
  expect(Object.keys(wings).sort()).toEqual(foldersIn("src"));
  for (const [wing, rooms] of Object.entries(wings))
    expect([wing, [...rooms].sort()]).toEqual([wing, foldersIn(`src/${wing}`)]);
});

test("a wing with rooms has no files beside them", () => {
  for (const [wing, rooms] of Object.entries(wings)) {
    if (rooms.length === 0) continue;
    const entries = readdirSync(join(root, "src", wing), { withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
  }
});

/** The tree in ARCHITECTURE.md, from the ground up: `  wing/   room, room: what it is`. */
function drawn(): Record<string, string[]> {
  const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const [, tree = ""] = /```\n(src\/[^]*?)```/.exec(text) ?? [];
  const lines = [...tree.matchAll(/^ {2}([a-z-]+)\/ +([^:\n]*)(?::|$)/gm)];
  return Object.fromEntries(
    lines.map(([, wing = "", rooms = ""]) => [wing, rooms.trim() === "–" ? [] : rooms.split(", ")]),
  );
}

test("ARCHITECTURE.md draws the same floors in the same order", () => {
  expect(Object.entries(drawn())).toEqual(Object.entries(wings));
});
