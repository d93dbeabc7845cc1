import { join, resolve } from "node:path";
import { readConfig } from "../../src/platform/config/config.js";
import type { Config } from "../../src/platform/config/config.types.js";
import { developmentSecrets } from "../../src/platform/config/development-secrets.js";
import { keepPrivate } from "../../src/platform/config/private-folder.js";
import { runningOn } from "./data-folder.js";
import { openOwnDatabase } from "./own-database.js";

/** The database of the configuration; else the one of a running `npm start`, or its data. */
export async function bringDatabase(): Promise<{ uri: string; stop(): Promise<void> }> {
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

/** For a command: only what goes wrong is logged. */
export function configOf(mongoUri: string): Config {
  const env: NodeJS.ProcessEnv = { ...process.env, MONGO_DB_URI: mongoUri, LOG_LEVEL: "error" };
  const secrets =
    env["NODE_ENV"] === "production" ? {} : developmentSecrets(env["DATA_DIR"] ?? ".data");
  return readConfig({ ...secrets, ...env });
}
