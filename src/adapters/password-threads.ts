import { createRequire } from "node:module";
import bcrypt from "bcrypt";
import type { PasswordHashing } from "../account/passwords/password-hashing.js";
import type { Argon2Hash, ScryptHash } from "../account/passwords/phc-hash.js";
import { ThreadPool } from "./thread-pool.js";

/**
 * bcrypt on threads of the lowest priority: on the threads that Node has for files and names, some
 * waiting logins would hold up both, and with them the event loop on a machine of few cores. And
 * zxcvbn beside the event loop. How many threads there are is up to whoever limits the calls.
 */
export class PasswordThreads implements PasswordHashing {
  private readonly hashing = new ThreadPool(new URL("./bcrypt-thread.mjs", import.meta.url));
  private readonly phc = new ThreadPool(new URL("./phc-thread.mjs", import.meta.url));
  private readonly judging = new ThreadPool(new URL("./strength-thread.mjs", import.meta.url));

  async hash(text: string, rounds: number): Promise<string> {
    return (await this.hashing.run({ text, rounds })) as string;
  }

  async matches(text: string, hashed: string): Promise<boolean> {
    return (await this.hashing.run({ text, hashed })) as boolean;
  }

  async matchesPhc(text: string, hash: ScryptHash | Argon2Hash): Promise<boolean> {
    if (hash.kind === "argon2") return (await this.phc.run({ text, phc: hash.text })) as boolean;
    return (await this.phc.run({ text, scrypt: hash })) as boolean;
  }

  get hasArgon2(): boolean {
    try {
      createRequire(import.meta.url)("@node-rs/argon2");
      return true;
    } catch {
      return false;
    }
  }

  /** 0 (guessed at once) to 4; `known` are words that belong to the person. */
  async strength(text: string, known: readonly string[]): Promise<number> {
    return (await this.judging.run({ text, known })) as number;
  }

  roundsOf(hashed: string): number {
    return bcrypt.getRounds(hashed);
  }

  async stop(): Promise<void> {
    await Promise.all([this.hashing.stop(), this.phc.stop(), this.judging.stop()]);
  }
}
