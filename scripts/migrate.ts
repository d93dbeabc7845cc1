import { existsSync } from "node:fs";

// As an image does with `node dist/main.js migrate`, with the settings of this folder.
if (existsSync(".env")) process.loadEnvFile(".env");
process.argv.splice(2, 0, "migrate");
await import("../src/main.js");
