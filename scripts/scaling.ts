import { readFileSync, writeFileSync } from "node:fs";
import { scalingParts } from "./scaling/report.js";
import { inPage } from "./scaling/page.js";

const PAGE = new URL("../docs/scaling.md", import.meta.url);

// Prints what docs/scaling.md is to hold; with --write it is put there.
if (process.argv.includes("--write"))
  writeFileSync(PAGE, inPage(readFileSync(PAGE, "utf8"), scalingParts()));
else console.log([...scalingParts().values()].join("\n\n"));
