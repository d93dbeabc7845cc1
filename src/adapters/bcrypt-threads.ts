import { once } from "node:events";
import { Worker } from "node:worker_threads";
import bcrypt from "bcrypt";
import type { PasswordHashing } from "../account/passwords/password-hashing.js";

const SCRIPT = new URL("./bcrypt-thread.mjs", import.meta.url);

type Job =
  | { readonly text: string; readonly rounds: number }
  | { readonly text: string; readonly hashed: string };

/**
 * bcrypt on threads of the lowest priority: on the threads that Node has for files and names, some
 * waiting logins would hold up both, and with them the event loop on a machine of few cores.
 * A thread is made when there is none free; how many, is up to whoever limits the calls.
 */
export class BcryptThreads implements PasswordHashing {
  private readonly all = new Set<Worker>();
  private readonly idle: Worker[] = [];

  async hash(text: string, rounds: number): Promise<string> {
    return (await this.run({ text, rounds })) as string;
  }

  async matches(text: string, hashed: string): Promise<boolean> {
    return (await this.run({ text, hashed })) as boolean;
  }

  roundsOf(hashed: string): number {
    return bcrypt.getRounds(hashed);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all].map((thread) => thread.terminate()));
  }

  private async run(job: Job): Promise<unknown> {
    const thread = this.idle.pop() ?? this.start();
    const over = new AbortController();
    const { signal } = over;
    thread.ref();
    thread.postMessage(job);
    try {
      const ended = once(thread, "exit", { signal }).then(() => {
        throw new Error("the thread has ended");
      });
      const answers = (await Promise.race([
        once(thread, "message", { signal }),
        ended,
      ])) as unknown[];
      thread.unref();
      this.idle.push(thread);
      return answers[0];
    } finally {
      over.abort();
    }
  }

  private start(): Worker {
    const thread = new Worker(SCRIPT, { execArgv: [], env: {} });
    this.all.add(thread);
    thread.once("exit", () => {
      this.all.delete(thread);
      const place = this.idle.indexOf(thread);
      if (place >= 0) this.idle.splice(place, 1);
    });
    return thread;
  }
}
