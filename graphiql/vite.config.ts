import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";
import { ownLook } from "./look.js";

// The server answers GET /graphql with dist/index.html and serves dist/assets below /graphql/assets/.
export default defineConfig({
  base: "/graphql/",
  // Brotli would make the first start ten seconds longer.
  plugins: [ownLook, compression({ algorithms: ["gzip"] })],
  build: {
    outDir: "dist",
    target: "es2022",
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      // Hundreds of "use client" lines of React packages, which mean nothing in a page without a server.
      onwarn: (warning, log) => warning.code === "MODULE_LEVEL_DIRECTIVE" || log(warning),
    },
  },
  worker: { format: "es" },
});
