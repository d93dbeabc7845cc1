import "reflect-metadata";
import { existsSync } from "node:fs";
import { bringDatabase, configOf } from "./database/maintained.js";
import { createApp } from "../src/app.js";
import { startFault } from "../src/platform/config/start-fault.js";
import { IMPORT_USAGE, readImportCommand, runImport } from "../src/import-command.js";

async function main(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const command = readImportCommand(process.argv.slice(2));
  if (!command) {
    console.error(IMPORT_USAGE);
    return 2;
  }
  const database = await bringDatabase();
  try {
    return await runImport(createApp(configOf(database.uri)), command, process.env);
  } finally {
    await database.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const fault = startFault(error, process.env["MONGO_DB_URI"]);
    console.error(fault ?? (error instanceof Error ? error.message : error));
    process.exit(1);
  },
);
