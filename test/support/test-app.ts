import type { App } from "../../src/app.js";
import type { Probes } from "../../src/compose/probes.js";
import type { Config, Limits } from "../../src/platform/config/config.types.js";

export interface TestApp {
  readonly url: string;
  readonly origin: string;
  readonly config: Config;
  /** As the command line does: a super admin, or an account raised to one. */
  createSuperAdmin(email: string, password: string): Promise<void>;
  /** The mails that went to an address, newest first. */
  inbox(to: string): Promise<readonly { subject: string; text: string }[]>;
  stop(): Promise<void>;
  /** What is open on the server now. */
  open(): ReturnType<App["open"]>;
  /** Stops it and starts another on the same database and port. */
  restart(): Promise<void>;
}

export interface TestAppOptions {
  /** Apps with the same name share a database: nodes of one service. */
  readonly database?: string;
  readonly env?: Record<string, string>;
  /** The clock of mails and digests. */
  readonly now?: () => Date;
  /** For what the environment cannot say. */
  readonly config?: Partial<Config>;
  /** By default sending and uploading are as good as unlimited. */
  readonly limits?: Partial<Limits>;
  readonly probes?: Probes;
  /** Also with TEST_NODES=2: what is tested is one process, its end or its own bound. */
  readonly nodes?: 1;
}
