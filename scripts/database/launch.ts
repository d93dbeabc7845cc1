import { mkdir, open, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import mongoose from "mongoose";
import { type Supervised, supervise } from "../process/supervise.js";
import { withTimeout } from "../with-timeout.js";
import { accepts, freePort } from "./port.js";
import type { Program } from "./program.js";
import { becomePrimary } from "./replica-set.js";

const READY_LIMIT_MS = 60_000;
const STOP_GRACE_MS = 10_000;
const EVERY_MS = 25;
const LOG_TAIL_CHARS = 2_000;

/** A database server of our own. It ends with this process, however this process ends. */
export interface Database {
  readonly name: string;
  /** Without a database name: of the server. */
  readonly uri: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server is gone, asked or not. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

/** Starts the program on a folder and waits until it takes writes. Its output goes to `<folder>.log`. */
export async function launch(
  program: Program,
  folder: string,
  wantedPort?: number,
): Promise<Database> {
  await mkdir(folder, { recursive: true });
  const log = `${folder}.log`;
  const port = await freePort(wantedPort);
  const fill = (arg: string): string =>
    arg.replace("{port}", String(port)).replace("{folder}", folder);
  const output = await open(log, "w");
  const supervised = await supervise(program.command, program.args.map(fill), {
    output: output.fd,
    graceMs: STOP_GRACE_MS,
  }).finally(() => output.close());
  try {
    await withTimeout(READY_LIMIT_MS, ready(program, port, supervised));
  } catch (error) {
    await supervised.kill();
    const tail = (await readFile(log, "utf8")).slice(-LOG_TAIL_CHARS).trim();
    const message = [`${program.name}: ${(error as Error).message}`, tail].join("\n").trim();
    throw new Error(message, { cause: error });
  }
  return {
    name: program.name,
    uri: uriOf(port),
    port,
    pid: supervised.pid,
    exited: supervised.exited,
    stop: async () => void (await supervised.stop()),
    kill: async () => void (await supervised.kill()),
  };
}

function uriOf(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

async function ready(program: Program, port: number, supervised: Supervised): Promise<void> {
  const ended = supervised.exited.then((code) => {
    throw new Error(`ended with code ${code} while starting`);
  });
  await Promise.race([ended, answers(program, port)]);
}

async function answers(program: Program, port: number): Promise<void> {
  while (!(await accepts(port))) await sleep(EVERY_MS);
  const client = new mongoose.mongo.MongoClient(uriOf(port));
  try {
    const admin = client.db("admin");
    await admin.command({ ping: 1 });
    if (program.engine === "mongod") await becomePrimary(admin, `127.0.0.1:${port}`);
  } finally {
    await client.close();
  }
}
