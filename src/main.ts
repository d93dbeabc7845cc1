import "reflect-metadata";
import { createApp } from "./app.js";
import { ConfigError, readConfig } from "./config.js";
import { developmentSecrets } from "./development-secrets.js";

const STOP_LIMIT_MS = 10_000;

async function main(): Promise<void> {
  const config = readConfig(
    process.env["NODE_ENV"] === "production"
      ? process.env
      : { ...developmentSecrets(process.env["DATA_DIR"] ?? ".data"), ...process.env },
  );
  const app = createApp(config);
  const port = await app.start();
  const url = config.publicUrl ?? `http://localhost:${port}`;
  console.log(`\n  GraphQL     ${url}/graphql`);
  if (config.mode !== "production") {
    console.log(`  GraphiQL    ${url}/graphql (in a browser)`);
    if (!config.smtp) console.log(`  Mailbox     ${url}/dev/mail`);
    console.log(`  Data        ${config.dataDir}\n`);
  }
  const stop = (): void => {
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void app.stop().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Nothing should get here; if it does, it is logged and the service goes on.
  process.on("unhandledRejection", (error) =>
    app.logger.error({ err: error }, "unhandled rejection"),
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? `Confab cannot start:\n${error.message}` : error);
  process.exit(1);
});
