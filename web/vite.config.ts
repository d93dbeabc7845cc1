import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";

const server = process.env["CONFAB_URL"] ?? "http://localhost:4000";

export default defineConfig({
  // The server sends what is compressed here, to whoever takes it.
  plugins: [react(), compression({ algorithms: ["gzip", "brotliCompress"] })],
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
