import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.js";
import type { Random } from "./random.js";

const KINDS = [
  "kill node",
  "kill node after ack",
  "kill all nodes",
  "pause node",
  "kill redis",
  "pause redis",
  "flush redis",
  "pause database",
  "kill database",
] as const;

export interface Fault {
  readonly kind: (typeof KINDS)[number];
  readonly atMs: number;
  readonly forMs: number;
  /** For faults of one node. */
  readonly node: number;
}

/** Each kind at least once, nodes more often, at random moments that may overlap. */
export function planFaults(random: Random, seconds: number, nodes: number): Fault[] {
  const extra = Array.from({ length: Math.round(seconds / 8) }, () => "kill node" as const);
  return [...KINDS, ...extra]
    .map((kind) => ({
      kind,
      atMs: random.between(500, seconds * 1_000),
      forMs: random.between(200, 2_500),
      node: random.between(0, nodes),
    }))
    .sort((a, b) => a.atMs - b.atMs);
}

/** Does the faults of a plan; what befalls the same process waits for its turn. */
export class Nemesis {
  private readonly turns = new Map<string, Promise<void>>();
  private readonly waiting = new Map<number, () => void>();

  constructor(
    private readonly cluster: Cluster,
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves when all is over and everything runs again. */
  async run(plan: readonly Fault[]): Promise<void> {
    await Promise.all(
      plan.map(async (fault) => {
        await sleep(fault.atMs);
        await this.inTurn(targetsOf(fault, this.cluster), () => this.commit(fault));
      }),
    );
  }

  /** Called when a node has acknowledged a message. */
  acknowledged(node: number): void {
    this.waiting.get(node)?.();
  }

  /** Nothing else befalls these until it is done. */
  private async inTurn(targets: readonly string[], work: () => Promise<void>): Promise<void> {
    const before = Promise.all(targets.map((target) => this.turns.get(target)));
    const done = before.then(work);
    for (const target of targets) this.turns.set(target, done);
    await done;
  }

  private async commit({ kind, forMs, node: index }: Fault): Promise<void> {
    const { nodes, ground } = this.cluster;
    const node = nodes[index % nodes.length];
    this.log(`${kind}${kind.includes(" node") ? ` (${index})` : ""} for ${forMs} ms`);
    switch (kind) {
      case "kill node":
        await node?.kill();
        await sleep(forMs);
        return node?.start();
      case "kill node after ack":
        await this.nextAck(node?.index ?? 0);
        await node?.kill();
        return node?.start();
      case "kill all nodes":
        await Promise.all(nodes.map((one) => one.kill()));
        await Promise.all(nodes.map((one) => one.start()));
        return;
      case "pause node":
        return node?.pause(forMs);
      case "kill redis":
        await ground.redis.kill();
        await sleep(forMs);
        return ground.redis.restart();
      case "pause redis":
        return ground.redis.pause(forMs);
      case "flush redis":
        return ground.redis.flush();
      case "pause database":
        process.kill(ground.database.pid(), "SIGSTOP");
        await sleep(forMs);
        process.kill(ground.database.pid(), "SIGCONT");
        return;
      case "kill database":
        await ground.database.kill();
        await sleep(forMs / 2);
        return ground.database.restart();
    }
  }

  /** Or a while later, if that node has nothing to acknowledge. */
  private async nextAck(node: number): Promise<void> {
    const ack = new Promise<void>((resolve) => this.waiting.set(node, resolve));
    await Promise.race([ack, sleep(3_000)]);
    this.waiting.delete(node);
  }
}

function targetsOf({ kind, node }: Fault, { nodes }: Cluster): string[] {
  if (kind === "kill all nodes") return nodes.map(({ index }) => `node ${index}`);
  const [, target = ""] = kind.split(" ");
  return target === "node" ? [`node ${node % nodes.length}`] : [target];
}
