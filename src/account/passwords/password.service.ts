import { createHmac } from "node:crypto";
import type { NamedKey } from "../../platform/secrets/vault.js";
import { foreignHash } from "./foreign-hash.js";
import type { PasswordHashing } from "./password-hashing.js";
import type { WorkQueue } from "./work-queue.js";

/**
 * bcrypt reads 72 bytes and stops at nothing else, so passwords go through a keyed hash first:
 * every byte counts, and a stolen table is worthless without the key. Stored as "<key id>:<bcrypt>",
 * or as another system stored it, until the first right login.
 */
export class PasswordService {
  private decoy: Promise<string> | null = null;

  constructor(
    private readonly peppers: readonly NamedKey[],
    private readonly rounds: number,
    private readonly hashing: PasswordHashing,
    private readonly queue: WorkQueue,
  ) {}

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
    if (foreign !== null) return this.matchesForeign(password, foreign, line);
    const [keyId, hashed = ""] = against.split(":", 2);
    const pepper = this.peppers.find(({ id }) => id === keyId);
    if (!pepper) return false;
    const text = keyed(password, pepper.key);
    const same = await this.queue.run(line ?? hashed, () => this.hashing.matches(text, hashed));
    return same && stored !== null;
  }

  /**
   * Takes as long as one of ours: else it would show that there is an account, and that it came from
   * another system. A round more is twice the time, so what is missing is the sum of those between.
   */
  private async matchesForeign(password: string, hashed: string, line?: string): Promise<boolean> {
    return this.queue.run(line ?? hashed, async () => {
      const same = await this.hashing.matches(password, hashed);
      for (let rounds = this.hashing.roundsOf(hashed); rounds < this.rounds; rounds += 1)
        await this.hashing.hash(password, rounds);
      return same;
    });
  }

  /** Whether somebody can log in by it: it is foreign, or under a key that is configured. */
  isKnown(stored: string): boolean {
    const [keyId] = stored.split(":", 1);
    return foreignHash(stored) !== null || this.peppers.some(({ id }) => id === keyId);
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
