import bcrypt from "bcrypt";
import type { PasswordHashing } from "../account/passwords/password-hashing.js";
import { ThreadPool } from "./thread-pool.js";

/**
 * bcrypt on threads of the lowest priority: on the threads that Node has for files and names, some
 * waiting logins would hold up both, and with them the event loop on a machine of few cores. And
 * zxcvbn beside the event loop. How many threads there are is up to whoever limits the calls.
 */
export class PasswordThreads implements PasswordHashing {
  private readonly hashing = new ThreadPool(new URL("./bcrypt-thread.mjs", import.meta.url));
  private readonly judging = new ThreadPool(new URL("./strength-thread.mjs", import.meta.url));

  async hash(text: string, rounds: number): Promise<string> {
    return (await this.hashing.run({ text, rounds })) as string;
  }

  async matches(text: string, hashed: string): Promise<boolean> {
    return (await this.hashing.run({ text, hashed })) as boolean;
  }

  /** 0 (guessed at once) to 4; `known` are words that belong to the person. */
  async strength(text: string, known: readonly string[]): Promise<number> {
    return (await this.judging.run({ text, known })) as number;
  }

  roundsOf(hashed: string): number {
    return bcrypt.getRounds(hashed);
  }

  async stop(): Promise<void> {
    await Promise.all([this.hashing.stop(), this.judging.stop()]);
  }
}
