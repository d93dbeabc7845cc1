// The kit and graphql-ws in one file, for pages that have no build: `Confab.ConfabClient` in a script tag.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [here("../src/index.ts")],
  outfile: here("../dist/confab.min.js"),
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Confab",
  target: "es2020",
  sourcemap: true,
});
