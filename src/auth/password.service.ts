import { createHmac } from "node:crypto";
import bcrypt from "bcrypt";
import { AppError, badInput, ErrorCode } from "../errors.js";

const MIN_CHARS = 10;
const MAX_CHARS = 128;
const PARALLEL = 2;
const MAX_WAITING = 50;

/**
 * bcrypt reads 72 bytes and stops at nothing else, so passwords go through a keyed hash first:
 * every byte counts, and a stolen table is worthless without the key.
 */
export class PasswordService {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy: Promise<string> | null = null;

  constructor(
    private readonly pepper: Buffer,
    private readonly rounds: number,
  ) {}

  /** Throws BAD_USER_INPUT or WEAK_PASSWORD. `field` names the input for the client. */
  check(password: string, field: string): void {
    const chars = [...password].length;
    if (!password.isWellFormed()) throw badInput(field, "The password is not valid Unicode.");
    if (chars > MAX_CHARS)
      throw badInput(field, `A password has at most ${MAX_CHARS} characters.`, {
        limit: MAX_CHARS,
      });
    if (chars < MIN_CHARS)
      throw new AppError(
        ErrorCode.WEAK_PASSWORD,
        `A password has at least ${MIN_CHARS} characters.`,
        {
          field,
          limit: MIN_CHARS,
        },
      );
  }

  hash(password: string): Promise<string> {
    return this.exclusive(() => bcrypt.hash(this.keyed(password), this.rounds));
  }

  /** Costs the same for an account that does not exist (`null`). */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const against = hash ?? (await (this.decoy ??= this.hash("no password at all")));
    const same = await this.exclusive(() => bcrypt.compare(this.keyed(password), against));
    return same && hash !== null;
  }

  private keyed(password: string): string {
    return createHmac("sha384", this.pepper).update(password.normalize("NFKC")).digest("base64");
  }

  /** Hashing takes a core for long: more than two at once would starve file and DNS work. */
  private async exclusive<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= PARALLEL) {
      if (this.waiting.length >= MAX_WAITING)
        throw new AppError(ErrorCode.SERVICE_UNAVAILABLE, "Too many logins at once: try again.", {
          retryAfterMs: 2_000,
        });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
