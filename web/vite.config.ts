import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["CONFAB_URL"] ?? "http://localhost:4000";

export default defineConfig({
  plugins: [react()],
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
