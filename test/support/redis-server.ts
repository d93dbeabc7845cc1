import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { accepts } from "../../scripts/database/port.js";
import { supervise, type Supervised } from "../../scripts/process/supervise.js";
import { onPath } from "../../scripts/process/on-path.js";

/** A Redis of the test's own that keeps nothing: to be killed, stopped and emptied. */
export class RedisServer {
  private supervised: Supervised | null = null;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(port: number): Promise<RedisServer> {
    const program = await onPath("redis-server");
    if (!program) throw new Error("this test needs a redis-server on the PATH");
    const folder = await mkdtemp(join(tmpdir(), "confab-redis-"));
    const server = new RedisServer(program, folder, port);
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    const memoryOnly = ["--appendonly", "no", "--save", ""];
    const place = ["--bind", "127.0.0.1", "--port", String(this.port), "--dir", this.folder];
    const options = { output: () => undefined, graceMs: 2_000 };
    this.supervised = await supervise(this.program, [...memoryOnly, ...place], options);
    while (!(await accepts(this.port))) await sleep(20);
  }

  async kill(): Promise<void> {
    await this.supervised?.kill();
    this.supervised = null;
  }

  async pause(forMs: number): Promise<void> {
    const pid = this.supervised?.pid;
    if (pid === undefined) return;
    process.kill(pid, "SIGSTOP");
    await sleep(forMs);
    process.kill(pid, "SIGCONT");
  }

  async flush(): Promise<void> {
    const socket = connect(this.port, "127.0.0.1");
    socket.on("error", () => undefined).resume();
    socket.end("FLUSHALL\r\n");
    await new Promise((resolve) => socket.once("close", resolve));
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
