import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../scripts/database/port.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { databaseUri } from "../support/database.js";
import { until } from "../support/graphql.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-starting-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SECRETS = Object.fromEntries(
  secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]),
);

interface Main {
  readonly child: ChildProcess;
  readonly output: () => string;
}

let started = 0;
/** The built server as a process of its own, on a database of its own: each has other secrets. */
function start(env: Record<string, string>): Main {
  const child = spawn(process.execPath, ["dist/main.js"], {
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      DATA_DIR: join(folder, "data"),
      MONGO_DB_URI: databaseUri(`starting-${process.pid}-${(started += 1)}`),
      ...env,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { child, output: () => said };
}

async function failureOf(env: Record<string, string>): Promise<{ code: unknown; said: string }> {
  const { child, output } = start(env);
  const [code] = (await once(child, "exit")) as [unknown];
  return { code, said: output() };
}

const SENTENCE = /^Confab cannot start: [^\n]+\.\n$/;
const ours = (said: string): string =>
  said.replace(/^Development secrets were generated.*\n/gm, "").replace(/^\{"level".*\n/gm, "");

async function modesIn(path: string): Promise<string[]> {
  const found = await lstat(path);
  const own = found.isDirectory() ? "0700" : "0600";
  const mode = `0${(found.mode & 0o777).toString(8)}`;
  const below = found.isDirectory()
    ? await Promise.all((await readdir(path)).map((name) => modesIn(join(path, name))))
    : [];
  return [...(mode === own ? [] : [`${path} ${mode}`]), ...below.flat()];
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5_000 });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("timeout", () => resolve(false));
  }).then((reached) => reached as boolean);
}

test("A-86: development answers this machine alone, and keeps its folder to itself, also one from before", async () => {
  const data = join(folder, "before");
  await mkdir(join(data, "mail"), { recursive: true });
  await writeFile(join(data, "mail", "old.json"), "{}");
  for (const path of [data, join(data, "mail")]) await chmod(path, 0o755);
  await chmod(join(data, "mail", "old.json"), 0o644);
  const { child, output } = start({ DATA_DIR: data });
  try {
    await until("it listens", () => /GraphQL +http/.test(output()), 60_000);
    expect(output().indexOf("Web chat")).toBeLessThan(output().indexOf("GraphQL"));
    const port = Number(/:(\d+)\/graphql/.exec(output())?.[1]);
    expect(await reaches("127.0.0.1", port)).toBe(true);
    const outside = Object.values(networkInterfaces())
      .flat()
      .flatMap((one) => (one && !one.internal && one.family === "IPv4" ? [one.address] : []));
    for (const address of outside) expect(await reaches(address, port)).toBe(false);
    expect(await modesIn(data)).toEqual([]);
    child.kill("SIGINT");
    const [code] = (await once(child, "exit")) as [unknown];
    expect(code).toBe(0);
    expect(output()).toContain("Stopping:");
  } finally {
    child.kill("SIGKILL");
  }
});

test("a port in use, a database that is away or no address, a folder that is none: one sentence, exit 1", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as { port: number };
  const file = join(folder, "file");
  await writeFile(file, "");
  const away = `mongodb://ann:secret@127.0.0.1:${await freePort()}/x`;
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: String(port) }, new RegExp(`Port ${port} is in use`)],
    [{ HOST: "192.0.2.1" }, /not have the address 192\.0\.2\.1/],
    [{ MONGO_DB_URI: away }, /\(127\.0\.0\.1:\d+\) does not answer/],
    [{ MONGO_DB_URI: "postgres://x" }, /not the address of a database/],
    [{ MONGO_DB_URI: "mongodb://a:b@c:d@e/x" }, /MONGO_DB_URI/],
    [{ DATA_DIR: file }, /is a file where a folder is needed/],
    [{ DATA_DIR: join(file, "below") }, /is a file where a folder is needed/],
    [{ DATA_DIR: "/sys/confab" }, /cannot be written to/],
  ];
  const all = await Promise.all(cases.map(([env]) => failureOf(env)));
  holder.close();
  for (const [at, { code, said }] of all.entries()) {
    expect({ at, code }).toEqual({ at, code: 1 });
    expect(ours(said)).toMatch(SENTENCE);
    expect(said).toMatch(cases[at]?.[1] ?? /never/);
    expect(said).not.toContain("secret@");
  }
}, 300_000);

test("in production every line is JSON, and a secret is named once, missing or weak", async () => {
  const weak = { ...SECRETS, SECRET_KEY_PHONE: "", ACCESS_JWT_SECRET_USER: "short" };
  const { code, said } = await failureOf({ NODE_ENV: "production", ...weak });
  expect(code).toBe(1);
  const lines = said.trim().split("\n");
  const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg).join("\n");
  for (const name of ["SECRET_KEY_PHONE", "ACCESS_JWT_SECRET_USER"])
    expect(messages.split(name)).toHaveLength(2);
});

test("in production the end of a server is told for DRAIN_MS while it still serves", async () => {
  const env = { NODE_ENV: "production", HOST: "127.0.0.1", DRAIN_MS: "1500", ...SECRETS };
  const { child, output } = start(env);
  try {
    await until("it listens", () => /:(\d+)\/graphql/.test(output()), 60_000);
    const port = Number(/:(\d+)\/graphql/.exec(output())?.[1]);
    for (const line of output().trim().split("\n"))
      expect(() => JSON.parse(line) as unknown).not.toThrow();
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect((await ask("/readyz")).status).toBe(200);
    child.kill("SIGTERM");
    const began = performance.now();
    await until("it says so", async () => (await ask("/readyz")).status === 503);
    expect((await ask("/healthz")).status).toBe(200);
    await once(child, "exit");
    expect(performance.now() - began).toBeGreaterThan(1_400);
  } finally {
    child.kill("SIGKILL");
  }
});
