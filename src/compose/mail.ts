import type { DatabaseClock } from "../adapters/database-clock.js";
import { join } from "node:path";
import { DevelopmentMailbox } from "../adapters/development-mailbox.js";
import type { Logger } from "../adapters/logger.js";
import type { Mongo } from "../adapters/mongo.js";
import { createSmtpMailer } from "../adapters/smtp-mailer.js";
import type { Config } from "../platform/config/config.types.js";
import { OutboxMail, OutboxState } from "../mail/outbox.model.js";
import { OutboxService } from "../mail/outbox.service.js";
import { OutboxWorker } from "../mail/outbox-worker.js";
import { Vault } from "../platform/secrets/vault.js";
import { derivedKeys } from "../platform/secrets/derived-keys.js";

const COUNTED = 10_000;

export interface Mailing {
  readonly outbox: OutboxService;
  /** What is shown at /dev/mail; null where mail really goes out. */
  readonly mailbox: DevelopmentMailbox | null;
  start(): void;
  stop(): Promise<void>;
  /** Mails that wait, of all nodes; counted to 10,000. */
  waiting(): Promise<number>;
  /** Resolves when every mail that is due has been tried. */
  idle(): Promise<void>;
}

export interface MailingDependencies {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly logger: Logger;
  /** The one that all nodes share. */
  readonly clock: Pick<DatabaseClock, "now" | "shared">;
}

/** The part of the composition root that mails. */
export function createMailing({ config, mongo, logger, clock }: MailingDependencies): Mailing {
  // Subjects hold codes: outside of development they are nothing for a log.
  const print = (line: string): void => {
    if (config.mode === "development") logger.info(line);
    else if (config.mode === "production") logger.warn("no SMTP server: a mail stays in DATA_DIR");
  };
  const mailbox = new DevelopmentMailbox(join(config.dataDir, "mail"), print);
  const mailer = config.smtp ? createSmtpMailer(config.smtp) : mailbox;
  const shared = {
    rows: mongo.model(OutboxMail, "OutboxMail", "outbox"),
    vault: new Vault(derivedKeys(config.dataKeys, "outbox")),
    now: clock.now,
  };
  const worker = new OutboxWorker({
    ...shared,
    mailer,
    log: ({ error, attempts }) => logger.warn({ err: error, attempts }, "a mail was not sent"),
  });
  return {
    outbox: new OutboxService({ ...shared, byAll: clock.shared, wake: worker.wake }),
    mailbox: config.smtp || config.mode === "production" ? null : mailbox,
    start: () => worker.start(),
    idle: () => worker.idle(),
    waiting: () => shared.rows.countDocuments({ state: OutboxState.WAITING }).limit(COUNTED).exec(),
    async stop() {
      await worker.stop();
      mailer.stop();
    },
  };
}
