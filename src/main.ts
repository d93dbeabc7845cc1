import "reflect-metadata";
import cluster from "node:cluster";
import { createLogger } from "./adapters/logger.js";
import { createApp } from "./app.js";
import { isMaintenance, maintain } from "./maintenance-commands.js";
import { ConfigError, readConfig } from "./platform/config/config.js";
import type { Config } from "./platform/config/config.types.js";
import { developmentSecrets } from "./platform/config/development-secrets.js";
import { developmentVapidKey } from "./platform/config/push.js";
import { keepPrivate, keepPrivateWhereOpen } from "./platform/config/private-folder.js";
import { complain, say } from "./platform/config/say.js";
import { startFault } from "./platform/config/start-fault.js";
import { keepWorkers, REPLACEMENT } from "./workers.js";

const STOP_LIMIT_MS = 10_000;
const PRODUCTION = process.env["NODE_ENV"] === "production";

/**
 * What began ends here, and sockets of drivers, threads and timers that go on with nothing to do are
 * no reason to stay: `process.exitCode` alone would wait for each of them.
 */
function end(code: number): never {
  process.exit(code);
}

async function main(): Promise<void> {
  const dataDir = process.env["DATA_DIR"] || ".data";
  if (PRODUCTION) keepPrivateWhereOpen(dataDir);
  else keepPrivate(dataDir);
  const secrets = PRODUCTION
    ? {}
    : { ...developmentSecrets(dataDir), VAPID_PRIVATE_KEY: developmentVapidKey(dataDir) };
  const config = readConfig({ ...secrets, ...process.env });
  const [, , command, ...args] = process.argv;
  if (command === "migrate") await migrate(config, args);
  else if (isMaintenance(command)) await administer(config, [command, ...args]);
  else if (config.workers > 1 && cluster.isPrimary) await serveWithWorkers(config);
  else await serve(config);
}

async function serve(config: Config): Promise<void> {
  const app = createApp(config);
  // Nothing should get here; if it does, it is logged and the service goes on.
  process.on("unhandledRejection", (error) =>
    app.logger.error({ err: error }, "unhandled rejection"),
  );
  // To end and be started again would cost a second of a core each time, as long as it is away.
  const port = await app.start({ patient: process.env[REPLACEMENT] === "yes" });
  if (cluster.isPrimary) showAddresses(config, port);
  onStopSignal(() => {
    if (cluster.isPrimary) say("Stopping: what is under way is finished; once more ends at once.");
    setTimeout(() => end(1), STOP_LIMIT_MS + config.drainMs).unref();
    void app.stop().then(() => end(0));
  });
}

async function migrate(config: Config, args: readonly string[]): Promise<void> {
  const finish = args.length === 1 && args[0] === "--finish";
  if (args.length > 0 && !finish) throw new ConfigError("usage: npm run migrate [-- --finish]");
  const ran = await createApp(config).migrate({ finish });
  for (const name of ran) console.log(`Done: ${name}`);
  console.log("The database is as this version wants it.");
  end(0);
}

/** The same as `npm run admin` and its like, for images: there is no checkout in them. */
async function administer(config: Config, command: readonly string[]): Promise<void> {
  const quiet = { ...config, logLevel: "error" } as const;
  end(await maintain(command, process.env, (work) => work(createApp(quiet))));
}

/** Each worker is a node of its own; Redis and the database make them one service. */
async function serveWithWorkers(config: Config): Promise<void> {
  const workers = keepWorkers({
    count: config.workers,
    stopLimitMs: STOP_LIMIT_MS + config.drainMs + 1_000,
    onListening: (port) => showAddresses(config, port),
    onLost: ({ pid, how, retryInMs }) =>
      complain(`Worker ${pid} ended (${how}): another starts in ${retryInMs} ms.`),
  });
  onStopSignal(() => workers.stop());
  end(await workers.done);
}

function onStopSignal(stop: () => void): void {
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function showAddresses(config: Config, port: number): void {
  const url = config.publicUrl ?? `http://localhost:${port}`;
  if (PRODUCTION) return say(`GraphQL ${url}/graphql`);
  const codes = config.smtp ? "comes by mail" : `is at ${url}/dev/mail`;
  say(`
  Web chat    ${url}   (sign up there: the code ${codes})
  GraphiQL    ${url}/graphql in a browser
  GraphQL     ${url}/graphql`);
  if (!config.smtp) say(`  Mailbox     ${url}/dev/mail`);
  say(`  Data        ${config.dataDir}\n`);
}

main().catch((error: unknown) => {
  const known =
    error instanceof ConfigError ? error.message : startFault(error, process.env["MONGO_DB_URI"]);
  if (known === null) createLogger("fatal").fatal({ err: error }, "Confab cannot start");
  else complain(`Confab cannot start: ${known}`);
  end(1);
});
