// Prints what the kit adds to an app's bundle: minified and gzipped, graphql-ws left out.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";

export async function sizeOfKit() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../src/index.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: ["graphql-ws"],
    write: false,
  });
  const code = outputFiles[0].contents;
  return { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { minified, gzipped } = await sizeOfKit();
  console.log(`@confab/client: ${minified} bytes minified, ${gzipped} gzipped, without graphql-ws`);
}
