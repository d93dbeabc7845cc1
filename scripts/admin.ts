import "reflect-metadata";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runningOn } from "./database/data-folder.js";
import { openOwnDatabase } from "./database/own-database.js";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { developmentSecrets } from "../src/development-secrets.js";
import { readEmailAddress } from "../src/graphql/scalars.js";

const USAGE = `Usage:
  npm run admin -- create --email you@example.com [--name "Your Name"]
      Makes a super admin, or raises the account that the address has. The password is read from
      ADMIN_PASSWORD, or made up and shown once.
  npm run admin -- verify-audit
      Checks that no row of the audit was changed or removed.`;

/** The database of the configuration; else the one of a running \`npm start\`, or its data. */
async function bringDatabase(): Promise<{ uri: string; stop(): Promise<void> }> {
  const given = process.env["MONGO_DB_URI"];
  if (given) return { uri: given, stop: async () => undefined };
  const dataDir = resolve(process.env["DATA_DIR"] || ".data");
  const running = await runningOn(join(dataDir, "db"));
  const named = (uri: string): string => uri.replace("/?", "/confab?");
  if (running) return { uri: named(running), stop: async () => undefined };
  const own = await openOwnDatabase(dataDir);
  return { uri: named(own.uri), stop: () => own.stop() };
}

async function main(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { email: { type: "string" }, name: { type: "string" } },
  });
  const [command] = positionals;
  const email = readEmailAddress(values.email ?? "");
  if (command !== "verify-audit" && (command !== "create" || !email)) {
    console.error(USAGE);
    return 2;
  }
  const database = await bringDatabase();
  const env: NodeJS.ProcessEnv = { ...process.env, MONGO_DB_URI: database.uri, LOG_LEVEL: "error" };
  const secrets =
    env["NODE_ENV"] === "production" ? {} : developmentSecrets(env["DATA_DIR"] ?? ".data");
  const app = createApp(readConfig({ ...secrets, ...env }));
  try {
    return await app.administer(async (founding) => {
      if (command === "create" && email) {
        const name = values.name ?? email.replace(/@.*/, "");
        const given = process.env["ADMIN_PASSWORD"] ?? null;
        const { password } = await founding.createSuperAdmin({ email, name, password: given });
        console.log(`${email} is a super admin.`);
        if (password && !given) console.log(`Password: ${password}`);
        return 0;
      }
      const broken = await founding.verifyAudit();
      console.log(broken === null ? "The audit is whole." : `The audit is broken at ${broken}.`);
      return broken === null ? 0 : 1;
    });
  } finally {
    await database.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
