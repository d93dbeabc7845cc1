import { availableParallelism } from "node:os";
import { PasswordRules } from "../account/passwords/password-rules.js";
import { PasswordService } from "../account/passwords/password.service.js";
import { WorkQueue } from "../account/passwords/work-queue.js";
import { PasswordThreads } from "../adapters/password-threads.js";
import { PwnedPasswords } from "../adapters/pwned-passwords.js";
import type { Config } from "../platform/config/config.types.js";
import type { OnFault } from "../platform/core/fault.js";
import type { NamedKey } from "../platform/secrets/vault.js";

/** As many as a flood may keep waiting for some seconds; the others are told to come again. */
const WAITING = { waiting: 64, waitingEach: 16 } as const;

export interface Passwords {
  readonly passwords: PasswordService;
  readonly rules: PasswordRules;
  readonly turns: WorkQueue;
  readonly threads: PasswordThreads;
}

/** What hashes passwords and estimates their strength, each in a line of its own. */
export function createPasswords(
  keys: readonly NamedKey[],
  config: Pick<Config, "saltRounds" | "pwnedPasswordsUrl">,
  onFault: OnFault,
): Passwords {
  const threads = new PasswordThreads();
  // With more than one core, one is left to everybody else.
  const parallel = Math.max(1, availableParallelism() - 1);
  const turns = new WorkQueue({ parallel, ...WAITING });
  const passwords = new PasswordService(keys, config.saltRounds, threads, turns);
  // A line of its own: nobody has a name yet by whom estimates could take turns.
  const estimates = new WorkQueue({ parallel: 1, ...WAITING, waitingEach: WAITING.waiting });
  const pwned = config.pwnedPasswordsUrl && new PwnedPasswords(config.pwnedPasswordsUrl, onFault);
  const rules = new PasswordRules(
    (password, known) => estimates.run("strength", () => threads.strength(password, known)),
    (password) => (pwned ? pwned.has(password) : Promise.resolve(false)),
  );
  return { passwords, rules, turns, threads };
}
