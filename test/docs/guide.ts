import { readdirSync, readFileSync } from "node:fs";

/** A fenced block of a guide. The words after its language say what to do with it. */
export interface Block {
  readonly language: string;
  /** Such as `answer` in ```json answer. */
  readonly role: string;
  /** Such as `as=ada` in ```graphql as=ada. */
  readonly options: ReadonlyMap<string, string>;
  readonly text: string;
  readonly line: number;
}

export interface Guide {
  /** From the root of the repository. */
  readonly path: string;
  /** Without folder and ending. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

export const ROOT = new URL("../../", import.meta.url);

/** The README and docs/, without the API reference, which has a test of its own. */
export function allGuides(): Guide[] {
  const names = readdirSync(new URL("docs/", ROOT)).filter(
    (name) => name.endsWith(".md") && name !== "api-reference.md",
  );
  return ["README.md", ...names.map((name) => `docs/${name}`)].map(readGuide);
}

export function readGuide(path: string): Guide {
  const text = readFileSync(new URL(path, ROOT), "utf8");
  const name = path.replace(/^.*\/|\.md$/g, "");
  return { path, name, text, blocks: blocksOf(text) };
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = "", info] = /^(\s*)```(.*)$/.exec(lines[at] ?? "") ?? [];
    if (info === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === "```");
    if (end < 0) throw new Error(`the block of line ${at + 1} has no end`);
    const body = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    blocks.push({ ...readInfo(info), text: body.join("\n"), line: at + 1 });
    at = end;
  }
  return blocks;
}

function readInfo(info: string): Pick<Block, "language" | "role" | "options"> {
  const [language = "", ...words] = info.trim().split(/\s+/);
  const pairs = words.filter((word) => word.includes("=")).map((word) => word.split("=", 2));
  const roles = words.filter((word) => !word.includes("="));
  return { language, role: roles.join(" "), options: new Map(pairs as [string, string][]) };
}
