import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DevelopmentMailbox, type ReceivedMail } from "../../src/adapters/development-mailbox.js";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/platform/config/config.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { databaseUri } from "./database.js";
import { brokenLogs } from "./log-invariants.js";
import type { TestApp, TestAppOptions } from "./test-app.js";
import { startTwoNodes } from "./two-nodes.js";

export type { TestApp, TestAppOptions };

interface Node {
  readonly mailbox: string;
  readonly mailed: () => Promise<void>;
}

/** The apps of this test file by the database that they run on: any of them may send a mail. */
const running = new Map<string, Set<Node>>();

function nodesOn(uri: string): Set<Node> {
  const nodes = running.get(uri) ?? new Set<Node>();
  running.set(uri, nodes);
  return nodes;
}

/** Newest first. */
async function mailsOf(nodes: ReadonlySet<Node>, to: string): Promise<readonly ReceivedMail[]> {
  await Promise.all([...nodes].map((node) => node.mailed()));
  const folders = [...new Set([...nodes].map(({ mailbox }) => mailbox))];
  const boxes = folders.map((folder) => new DevelopmentMailbox(folder, () => undefined).list(to));
  return (await Promise.all(boxes)).flat().toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** How many nodes an app of these tests has, where it does not say. */
export const NODES = process.env["TEST_NODES"] === "2" ? 2 : 1;

/** The real server on a free port and a database of its own; two of them with TEST_NODES=2. */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  // A test that starts its nodes itself has them already.
  const isNode =
    options.nodes === 1 ||
    options.database !== undefined ||
    options.env?.["REDIS_URL"] !== undefined;
  return NODES === 2 && !isNode ? startTwoNodes(startNode, options) : startNode(options);
}

async function startNode(options: TestAppOptions): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), "confab-test-"));
  const secrets = Object.fromEntries(
    secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]),
  );
  const fromEnvironment = readConfig({
    NODE_ENV: "test",
    PORT: "0",
    HOST: "127.0.0.1",
    SALT_ROUND: "4",
    LOG_LEVEL: "silent",
    // Most tests are about what happens in groups, and not about how people come in.
    GROUP_INVITES: "EVERYONE",
    MAX_SOCKETS_PER_USER: "0",
    MAX_SOCKETS_PER_ADDRESS: "0",
    MAX_ANONYMOUS_SOCKETS_PER_ADDRESS: "0",
    DATA_DIR: dataDir,
    MONGO_DB_URI: databaseUri(options.database ?? `test-${randomUUID().slice(0, 8)}`),
    ...secrets,
    ...options.env,
  });
  const unlimited = {
    ...{ sendsPerSecond: 100_000, sendBurst: 100_000 },
    ...{ uploadsPerHour: 100_000, uploadBytesPerDay: Number.MAX_SAFE_INTEGER },
    ...{
      perUserPercent: 100_000,
      work: { perUser: 0, perNetwork: 0, anonymous: 0, perServiceKey: 0 },
    },
  };
  const limits = { ...fromEnvironment.limits, ...unlimited, ...options.limits };
  const config = { ...fromEnvironment, limits, ...options.config };
  const probes = { ...options.probes, ...(options.now && { now: options.now }) };
  let app = createApp(config, probes);
  const port = await app.start();
  const node = { mailbox: join(config.dataDir, "mail"), mailed: () => app.mailed() };
  nodesOn(config.mongoUri).add(node);
  let stopped = false;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    url: `${origin}/graphql`,
    config,
    inbox: (to) => mailsOf(nodesOn(config.mongoUri).add(node), to),
    async createSuperAdmin(email, password) {
      const name = email.replace(/@.*/, "");
      await createApp(config, probes).administer((founding) =>
        founding.createSuperAdmin({ email, name, password }),
      );
    },
    open: () => app.open(),
    async stop() {
      nodesOn(config.mongoUri).delete(node);
      await app.stop();
      await rm(dataDir, { recursive: true, force: true });
      if (stopped) return;
      stopped = true;
      const isLast = nodesOn(config.mongoUri).size === 0;
      // A test that brings its own database may have killed it by now.
      const isShared = options.env?.["MONGO_DB_URI"] === undefined && !options.config?.mongoUri;
      if (!isLast || !isShared) return;
      const broken = await brokenLogs(config.mongoUri);
      if (broken.length > 0) throw new Error(`the logs are broken:\n${broken.join("\n")}`);
    },
    async restart() {
      await app.stop();
      app = createApp({ ...config, port }, probes);
      await app.start();
    },
  };
}
