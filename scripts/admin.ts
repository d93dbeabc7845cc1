import "reflect-metadata";
import { existsSync } from "node:fs";
import { bringDatabase, configOf } from "./database/maintained.js";
import { ADMIN_USAGE, readAdminCommand } from "../src/admin-command.js";
import { createApp } from "../src/app.js";
import { startFault } from "../src/platform/config/start-fault.js";

async function main(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const work = readAdminCommand(process.argv.slice(2), process.env["ADMIN_PASSWORD"]);
  if (!work) {
    console.error(ADMIN_USAGE);
    return 2;
  }
  const database = await bringDatabase();
  try {
    return await work(createApp(configOf(database.uri)));
  } finally {
    await database.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(
      startFault(error, process.env["MONGO_DB_URI"]) ??
        (error instanceof Error ? error.message : error),
    );
    process.exit(1);
  },
);
