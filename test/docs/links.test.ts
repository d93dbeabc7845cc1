import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { allGuides, readGuide, ROOT } from "./guide.js";

test.each(allGuides().map((guide) => [guide.path, guide] as const))(
  "the links of %s lead somewhere",
  (path, { text }) => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const relative = links.filter((link) => !/^https?:/.test(link));
    expect(relative.filter((link) => !leadsSomewhere(path, link))).toEqual([]);
  },
);

function leadsSomewhere(path: string, link: string): boolean {
  const [file = "", anchor] = link.split("#", 2);
  const target = file === "" ? new URL(path, ROOT) : new URL(file, new URL(path, ROOT));
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const headings = readGuide(target.href.slice(ROOT.href.length)).text.matchAll(/^#+ (.*)$/gm);
  return [...headings].some(([, heading = ""]) => slugOf(heading) === anchor);
}

/** As GitHub makes them. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
    .replaceAll(" ", "-");
}
