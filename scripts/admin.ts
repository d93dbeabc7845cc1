import "reflect-metadata";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { runningOn } from "./database/data-folder.js";
import { openOwnDatabase } from "./database/own-database.js";
import { ADMIN_USAGE, readAdminCommand } from "../src/admin-command.js";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/platform/config/config.js";
import { developmentSecrets } from "../src/platform/config/development-secrets.js";
import { keepPrivate } from "../src/platform/config/private-folder.js";
import { startFault } from "../src/platform/config/start-fault.js";

/** The database of the configuration; else the one of a running \`npm start\`, or its data. */
async function bringDatabase(): Promise<{ uri: string; stop(): Promise<void> }> {
  const given = process.env["MONGO_DB_URI"];
  if (given) return { uri: given, stop: async () => undefined };
  const dataDir = resolve(process.env["DATA_DIR"] || ".data");
  keepPrivate(dataDir);
  const running = await runningOn(join(dataDir, "db"));
  const named = (uri: string): string => uri.replace("/?", "/confab?");
  if (running) return { uri: named(running), stop: async () => undefined };
  const own = await openOwnDatabase(dataDir);
  return { uri: named(own.uri), stop: () => own.stop() };
}

async function main(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const work = readAdminCommand(process.argv.slice(2), process.env["ADMIN_PASSWORD"]);
  if (!work) {
    console.error(ADMIN_USAGE);
    return 2;
  }
  const database = await bringDatabase();
  const env: NodeJS.ProcessEnv = { ...process.env, MONGO_DB_URI: database.uri, LOG_LEVEL: "error" };
  const secrets =
    env["NODE_ENV"] === "production" ? {} : developmentSecrets(env["DATA_DIR"] ?? ".data");
  try {
    return await work(createApp(readConfig({ ...secrets, ...env })));
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
