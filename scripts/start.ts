import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "./build/build.js";
import { keepPrivate } from "../src/platform/config/private-folder.js";
import { startFault } from "../src/platform/config/start-fault.js";
import { demoPassword } from "./demo/demo-password.js";
import { seedWorkspace } from "./demo/seed.js";
import { openOwnDatabase, type OwnDatabase } from "./database/own-database.js";
import { NODE_FLAGS } from "./process/node-flags.js";
import { type Supervised, supervise } from "./process/supervise.js";
import { whenNpmIsGone } from "./process/npm-gone.js";

const DATABASE_NAME = "confab";
/** A little more than the server gives itself. */
const APP_GRACE_MS = 12_000;

let app: Supervised | null = null;
let stops = 0;

/** First the server, then the database: what the server still writes must reach it. */
function stop(signal: "SIGINT" | "SIGTERM"): void {
  stops += 1;
  // Nothing runs yet, or somebody is tired of waiting: whatever we have started ends with us.
  if (app === null || stops > 1) process.exit(signal === "SIGINT" ? 130 : 143);
  void app.stop();
}

/** Beside the server, which serves meanwhile. */
async function seed(password: string): Promise<void> {
  const origin = `http://127.0.0.1:${process.env["PORT"] || 4000}`;
  try {
    await seedWorkspace(origin, password, () => stops === 0);
    if (stops === 0)
      console.log("The workspace is there: choose “Continue as Ada” at the sign-in page.");
  } catch (error) {
    if (stops === 0) console.error(`The workspace was not seeded: ${(error as Error).message}`);
  }
}

function dataDir(): string {
  return resolve(process.env["DATA_DIR"] || ".data");
}

async function bringDatabase(): Promise<OwnDatabase> {
  const given = process.env["MONGO_DB_URI"];
  if (given) return { uri: given, stop: async () => undefined };
  const own = await openOwnDatabase(dataDir());
  return { ...own, uri: own.uri.replace("/?", `/${DATABASE_NAME}?`) };
}

async function main(): Promise<number> {
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  whenNpmIsGone(() => stop("SIGTERM"));
  if (existsSync(".env")) process.loadEnvFile(".env");
  keepPrivate(dataDir());
  const demo = process.argv.includes("--demo");
  if (demo) process.env["DEMO_PASSWORD"] ||= demoPassword(dataDir());
  const [database] = await Promise.all([bringDatabase(), build()]);
  app = await supervise(process.execPath, [...NODE_FLAGS, "dist/main.js"], {
    env: { ...process.env, MONGO_DB_URI: database.uri },
    output: "inherit",
    graceMs: APP_GRACE_MS,
  });
  if (demo) void seed(process.env["DEMO_PASSWORD"] ?? "");
  const code = await app.exited;
  await database.stop();
  if (stops > 0) console.log("Stopped.");
  return code;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const fault = startFault(error, process.env["MONGO_DB_URI"]);
    console.error(`\n${fault ?? (error instanceof Error ? error.message : String(error))}`);
    process.exit(1);
  },
);
