import react from "@vitejs/plugin-react";
import subsetFont from "subset-font";
import { defineConfig, type Plugin } from "vite";
import { compression } from "vite-plugin-compression2";

const server = process.env["CONFAB_URL"] ?? "http://localhost:4000";

/** Most systems have a set of emoji: the shipped one is fetched by those that have none. */
const ownEmojiFirst: Plugin = {
  name: "own-emoji-first",
  enforce: "pre",
  transform: (code, id) =>
    id.includes("noto-color-emoji/400.css")
      ? code
          .replaceAll(/,\s*url\([^)]*\.woff\)\s*format\((['"])woff\1\)/g, "")
          .replaceAll(/src:\s*url/g, 'src: local("Noto Color Emoji"), url')
      : null,
};

/** What the shipped font has that the design uses: letters without their alternates, and these weights. */
const WEIGHTS = { min: 400, max: 700 };
const LETTERS = [
  [0x20, 0x2e7f],
  [0xa720, 0xa7ff],
  [0xfb00, 0xfb06],
  [0xfeff, 0xfeff],
  [0xfffd, 0xfffd],
].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, at) => from + at));

const smallFont: Plugin = {
  name: "small-font",
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "asset" || !/inter-.*\.woff2$/.test(file.fileName)) continue;
      file.source = await subsetFont(Buffer.from(file.source), String.fromCodePoint(...LETTERS), {
        targetFormat: "woff2",
        variationAxes: { wght: WEIGHTS },
      });
      // For the pages that have no build of their own.
      if (file.fileName.includes("inter-latin-wght"))
        this.emitFile({ type: "asset", fileName: "inter.woff2", source: file.source });
    }
  },
};

export default defineConfig({
  // The server sends what is compressed here, to whoever takes it.
  plugins: [
    ownEmojiFirst,
    smallFont,
    react(),
    compression({ algorithms: ["gzip", "brotliCompress"] }),
  ],
  // The kit is compiled from its source along with the app.
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  build: { target: "es2022", sourcemap: false },
  server: {
    proxy: {
      "/graphql": { target: server, ws: true },
      "/media": server,
      "/dev/mail": server,
    },
  },
});
