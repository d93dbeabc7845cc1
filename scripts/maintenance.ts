import "reflect-metadata";
import { existsSync } from "node:fs";
import { bringDatabase, configOf } from "./database/maintained.js";
import { createApp } from "../src/app.js";
import { maintain } from "../src/maintenance-commands.js";
import { startFault } from "../src/platform/config/start-fault.js";

/** What an image does with `node dist/main.js <name>`, with the settings and the database of this folder. */
export function runMaintenance(name: string): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
  maintain([name, ...process.argv.slice(2)], process.env, async (work) => {
    const database = await bringDatabase();
    try {
      return await work(createApp(configOf(database.uri)));
    } finally {
      await database.stop();
    }
  }).then(
    (code) => process.exit(code),
    (error: unknown) => {
      const fault = startFault(error, process.env["MONGO_DB_URI"]);
      console.error(fault ?? (error instanceof Error ? error.message : error));
      process.exit(1);
    },
  );
}
