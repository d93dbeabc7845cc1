// Prints what the kit adds to an app's bundle: minified and gzipped, graphql-ws left out.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";

async function sizeOf(...entries) {
  const { outputFiles } = await build({
    stdin: {
      contents: entries.map((entry) => `export * from "./${entry}.ts";`).join("\n"),
      resolveDir: fileURLToPath(new URL("../src", import.meta.url)),
    },
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

const { minified, gzipped } = await sizeOf("index");
const all = await sizeOf("index", "sse");
console.log(`@confab/client: ${minified} bytes minified, ${gzipped} gzipped, without graphql-ws`);
console.log(`@confab/client/sse: ${all.gzipped - gzipped} more`);
