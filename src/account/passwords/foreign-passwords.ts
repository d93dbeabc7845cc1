import { FOREIGN_BCRYPT } from "./foreign-hash.js";
import type { PasswordHashing } from "./password-hashing.js";
import { readPhc, TOO_COSTLY } from "./phc-hash.js";

/** As few as bcrypt knows. */
const LEAST_ROUNDS = 4;
/** By how many rounds fewer than ours it is found out how long ours takes just now. */
const PROBE = 3;

/**
 * Checks the hashes of other systems. Takes as long as one of ours: else it would show that there is
 * an account, and that it came from another system.
 */
export class ForeignPasswords {
  constructor(
    private readonly hashing: PasswordHashing,
    private readonly rounds: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async matches(password: string, hashed: string): Promise<boolean> {
    if (FOREIGN_BCRYPT.test(hashed)) return this.matchesBcrypt(password, hashed);
    const began = this.now();
    const read = readPhc(hashed);
    const isBounded = read !== null && read !== TOO_COSTLY;
    const same = isBounded && (await this.hashing.matchesPhc(password, read));
    await this.makeUp(password, this.now() - began);
    return same;
  }

  /** A round more is twice the time, so what is missing is the sum of those between. */
  private async matchesBcrypt(password: string, hashed: string): Promise<boolean> {
    const same = await this.hashing.matches(password, hashed);
    for (let rounds = this.hashing.roundsOf(hashed); rounds < this.rounds; rounds += 1)
      await this.hashing.hash(password, rounds);
    return same;
  }

  /**
   * Another algorithm has no rounds to count: an eighth of ours tells how long ours takes on this
   * machine and under this load, and what is missing then is made of halves of it.
   */
  private async makeUp(password: string, spentMs: number): Promise<void> {
    const probe = Math.max(LEAST_ROUNDS, this.rounds - PROBE);
    const began = this.now();
    await this.hashing.hash(password, probe);
    const share = 2 ** (probe - this.rounds);
    const oursMs = (this.now() - began) / share;
    let left = 1 - share - spentMs / oursMs;
    for (let rounds = this.rounds - 1; rounds >= LEAST_ROUNDS; rounds -= 1) {
      const part = 2 ** (rounds - this.rounds);
      if (left < part) continue;
      await this.hashing.hash(password, rounds);
      left -= part;
    }
  }
}
