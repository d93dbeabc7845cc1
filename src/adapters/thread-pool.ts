import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Threads that do one job at a time. One is made when there is none free; callers limit how many. */
export class ThreadPool {
  private readonly all = new Set<Worker>();
  private readonly idle: Worker[] = [];

  constructor(private readonly script: URL) {}

  async stop(): Promise<void> {
    await Promise.all([...this.all].map((thread) => thread.terminate()));
  }

  async run(job: object): Promise<unknown> {
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
    const thread = new Worker(this.script, { execArgv: [], env: {} });
    this.all.add(thread);
    thread.once("exit", () => {
      this.all.delete(thread);
      const place = this.idle.indexOf(thread);
      if (place >= 0) this.idle.splice(place, 1);
    });
    return thread;
  }
}
