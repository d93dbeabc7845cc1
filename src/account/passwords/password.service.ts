import { createHmac } from "node:crypto";
import type { NamedKey } from "../../platform/secrets/vault.js";
import { FOREIGN_BCRYPT, foreignHash, takeOver } from "./foreign-hash.js";
import { ForeignPasswords } from "./foreign-passwords.js";
import type { PasswordHashing } from "./password-hashing.js";
import type { WorkQueue } from "./work-queue.js";

/**
 * bcrypt reads 72 bytes and stops at nothing else, so passwords go through a keyed hash first:
 * every byte counts, and a stolen table is worthless without the key. Stored as "<key id>:<bcrypt>",
 * or as another system stored it, until the first right login.
 */
export class PasswordService {
  private decoy: Promise<string> | null = null;
  private readonly foreign: ForeignPasswords;

  constructor(
    private readonly peppers: readonly NamedKey[],
    private readonly rounds: number,
    private readonly hashing: PasswordHashing,
    private readonly queue: WorkQueue,
  ) {
    this.foreign = new ForeignPasswords(hashing, rounds);
  }

  async hash(password: string): Promise<string> {
    const [pepper] = this.peppers;
    if (!pepper) throw new Error("passwords need a key");
    const text = keyed(password, pepper.key);
    const hashed = await this.queue.run("new passwords", () =>
      this.hashing.hash(text, this.rounds),
    );
    return `${pepper.id}:${hashed}`;
  }

  /**
   * Costs the same for an account that does not exist or has no password (`null`). `line`: with
   * whom it waits; for whoever is not signed in it must not show whether there is an account.
   */
  async matches(password: string, stored: string | null, line?: string): Promise<boolean> {
    const against = stored ?? (await (this.decoy ??= this.hash("no password at all")));
    const foreign = foreignHash(against);
    if (foreign !== null)
      return this.queue.run(line ?? foreign, () => this.foreign.matches(password, foreign));
    const [keyId, hashed = ""] = against.split(":", 2);
    const pepper = this.peppers.find(({ id }) => id === keyId);
    if (!pepper) return false;
    const text = keyed(password, pepper.key);
    const same = await this.queue.run(line ?? hashed, () => this.hashing.matches(text, hashed));
    return same && stored !== null;
  }

  /**
   * Whether somebody can log in by what was stored elsewhere: it is foreign, or under a key that is
   * configured, and asks for no more work than a login may.
   */
  isKnown(stored: string): boolean {
    const foreign = foreignHash(stored);
    if (foreign !== null) return "stored" in this.takeOver(foreign);
    const [keyId, hashed = ""] = stored.split(":", 2);
    return this.peppers.some(({ id }) => id === keyId) && FOREIGN_BCRYPT.test(hashed);
  }

  /** The hash of another system as it is stored here; or why it is not. */
  takeOver(hash: string): ReturnType<typeof takeOver> {
    return takeOver(hash, this.hashing.hasArgon2);
  }

  /** Whether it was made under an older key or at a lower cost than is wanted now. */
  isOutdated(stored: string): boolean {
    if (foreignHash(stored) !== null) return true;
    const [keyId, hashed = ""] = stored.split(":", 2);
    return keyId !== this.peppers[0]?.id || this.hashing.roundsOf(hashed) < this.rounds;
  }
}

function keyed(password: string, pepper: Buffer): string {
  return createHmac("sha384", pepper).update(password.normalize("NFKC")).digest("base64");
}
