import react from "@vitejs/plugin-react";
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

export default defineConfig({
  // The server sends what is compressed here, to whoever takes it.
  plugins: [ownEmojiFirst, react(), compression({ algorithms: ["gzip", "brotliCompress"] })],
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
