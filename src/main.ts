import "reflect-metadata";
import cluster from "node:cluster";
import { ADMIN_USAGE, readAdminCommand } from "./admin-command.js";
import { createApp } from "./app.js";
import { ConfigError, readConfig, type Config } from "./platform/config/config.js";
import { developmentSecrets } from "./platform/config/development-secrets.js";
import { keepWorkers } from "./workers.js";

const STOP_LIMIT_MS = 10_000;

async function main(): Promise<void> {
  const config = readConfig(
    process.env["NODE_ENV"] === "production"
      ? process.env
      : { ...developmentSecrets(process.env["DATA_DIR"] ?? ".data"), ...process.env },
  );
  const [, , command, ...args] = process.argv;
  if (command === "migrate") await migrate(config);
  else if (command === "admin") await administer(config, args);
  else if (config.workers > 1 && cluster.isPrimary) await serveWithWorkers(config);
  else await serve(config);
}

async function serve(config: Config): Promise<void> {
  const app = createApp(config);
  // Nothing should get here; if it does, it is logged and the service goes on.
  process.on("unhandledRejection", (error) =>
    app.logger.error({ err: error }, "unhandled rejection"),
  );
  const port = await app.start();
  if (cluster.isPrimary) showAddresses(config, port);
  onStopSignal(() => {
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void app.stop().then(() => process.exit(0));
  });
}

async function migrate(config: Config): Promise<void> {
  const ran = await createApp(config).migrate();
  for (const name of ran) console.log(`Done: ${name}`);
  console.log("The database is as this version wants it.");
  process.exit(0);
}

/** The same as `npm run admin`, for images: there is no checkout in them. */
async function administer(config: Config, args: readonly string[]): Promise<void> {
  const work = readAdminCommand(args, process.env["ADMIN_PASSWORD"]);
  if (!work) {
    console.error(ADMIN_USAGE);
    process.exit(2);
  }
  process.exit(await createApp({ ...config, logLevel: "error" }).administer(work));
}

/** Each worker is a node of its own; Redis and the database make them one service. */
async function serveWithWorkers(config: Config): Promise<void> {
  const workers = keepWorkers({
    count: config.workers,
    stopLimitMs: STOP_LIMIT_MS + 1_000,
    onListening: (port) => showAddresses(config, port),
    onLost: ({ pid, how, retryInMs }) =>
      console.error(`Worker ${pid} ended (${how}): another starts in ${retryInMs} ms.`),
  });
  onStopSignal(() => workers.stop());
  process.exit(await workers.done);
}

function onStopSignal(stop: () => void): void {
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function showAddresses(config: Config, port: number): void {
  const url = config.publicUrl ?? `http://localhost:${port}`;
  console.log(`\n  GraphQL     ${url}/graphql`);
  if (config.mode === "production") return;
  console.log(`  GraphiQL    ${url}/graphql (in a browser)`);
  if (!config.smtp) console.log(`  Mailbox     ${url}/dev/mail`);
  console.log(`  Data        ${config.dataDir}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? `Confab cannot start:\n${error.message}` : error);
  process.exit(1);
});
