import { rm } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "../../scripts/database/launch.js";
import { testFolder } from "../../scripts/test-folder.js";
import type { Program } from "../../scripts/database/program.js";

/** The test run brings one database server; each test file takes databases of its own on it. */
export function databaseUri(name: string): string {
  return onServer(demand("TEST_MONGO_DB_URI"), name);
}

/** A server of a test's own, of the same kind as the shared one: to be killed and started again. */
export interface TestDatabase {
  /** With a database name. The same after a restart. */
  readonly uri: string;
  /** Of the server process: to be stopped (SIGSTOP) and continued. */
  pid(): number;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** On the same data and port, after `kill` or from running. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export async function startDatabase(): Promise<TestDatabase> {
  const program = JSON.parse(demand("TEST_DATABASE_COMMAND")) as Program;
  const root = await testFolder();
  const folder = join(root, "db");
  let server = await launch(program, folder);
  return {
    uri: onServer(server.uri, "test"),
    pid: () => server.pid,
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      server = await launch(program, folder, server.port);
    },
    async stop() {
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function onServer(base: string, name: string): string {
  const uri = new URL(base);
  uri.pathname = `/${name}`;
  return uri.toString();
}

function demand(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is missing: run the tests by \`npm test\``);
  return value;
}
