import { MessageKind, type Message } from "./message.model.js";
import { commitAppends, type Append, type Appended, type Condition } from "./commit-appends.js";
import { commitChange, type Change } from "./commit-change.js";
import type { KnownMembers } from "./known-members.js";
import { overloaded } from "./overloaded.js";
import type { Draft } from "./positioned.js";
import type { WriteDependencies } from "./write-dependencies.js";

type Job = (Append & { readonly kind: "append" }) | (Change & { readonly kind: "change" });

const MAX_BATCH = 200;
const MAX_WAITING = 2_000;
/** Losing the race for a position this often in a row means that something else is wrong. */
const MAX_CLASHES = 100;

/**
 * The writes to one conversation on one node, one after the other. Messages that arrive while a
 * write is in flight go together into the next one.
 */
export class WriteQueue {
  private readonly waiting: Job[] = [];
  private running = false;

  constructor(private readonly deps: WriteDependencies) {}

  get members(): KnownMembers {
    return this.deps.members;
  }

  get depth(): number {
    return this.waiting.length;
  }

  get idle(): boolean {
    return !this.running;
  }

  /** See TrustedHead: what a rule about members is checked in. */
  async writeGeneration(): Promise<object> {
    return (await this.deps.head.read()).generation;
  }

  append(draft: Draft, condition: Condition): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.enqueue({ kind: "append", draft, condition, resolve, reject });
    });
  }

  change(asked: Omit<Change, "resolve" | "reject">): Promise<Message> {
    return new Promise((resolve, reject) => {
      this.enqueue({ kind: "change", ...asked, resolve, reject });
    });
  }

  private enqueue(job: Job): void {
    if (this.waiting.length >= MAX_WAITING) return job.reject(overloaded());
    this.waiting.push(job);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let clashes = 0; this.waiting.length > 0;) {
      const batch = this.nextBatch();
      try {
        const left = await this.commit(batch);
        clashes = left.length === batch.length ? clashes + 1 : 0;
        if (clashes > MAX_CLASHES) throw overloaded();
        this.waiting.unshift(...left);
      } catch (error) {
        this.deps.head.forget();
        // Nobody who waits behind a write that failed should wait out another time limit.
        for (const { reject } of [...batch, ...this.waiting.splice(0)]) reject(error);
      }
    }
    this.running = false;
  }

  /** As many messages as stand in a row; one change; or one entry that decides who may write next. */
  private nextBatch(): Job[] {
    const end = this.waiting.findIndex(
      (job) => job.kind === "change" || job.draft.kind === MessageKind.SYSTEM,
    );
    return this.waiting.splice(0, end < 0 ? MAX_BATCH : Math.min(Math.max(end, 1), MAX_BATCH));
  }

  /** Answers whoever can be answered. Returns those who must try again. */
  private commit(batch: readonly Job[]): Promise<Job[]> {
    const [first] = batch;
    if (first?.kind === "change") return commitChange(this.deps, first).then(() => []);
    return commitAppends(
      this.deps,
      batch.filter((job) => job.kind === "append"),
    );
  }
}
