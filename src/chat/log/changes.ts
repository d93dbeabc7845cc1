import type { Collection, Model, Types } from "mongoose";
import { Batcher } from "../../platform/core/batcher.js";
import { VISIBLE } from "./log-projections.js";
import type { Message } from "./message.model.js";

/** What is longer is read by itself: the reading is what it costs then, and not the command. */
const SHORT = 16;
/** Of so many revisions one answer may be. */
const MAX_TOGETHER = 1_000;

interface Range {
  readonly conversationId: Types.ObjectId;
  readonly from: number;
  readonly to: number;
}

/** What changed in ranges of many logs, which whoever asks at the same time reads in one command. */
export class Changes {
  private readonly batcher = new Batcher((ranges: readonly Range[]) => this.all(ranges));

  constructor(private readonly messages: Model<Message>) {}

  /** Both ends inclusive: the messages whose latest change is in that range, oldest change first. */
  async changed(conversationId: Types.ObjectId, from: number, to: number): Promise<Message[]> {
    const range = { conversationId, from, to };
    if (to - from < SHORT) return this.batcher.ask(range);
    const [found = []] = await this.read([range]);
    return found;
  }

  private async all(ranges: readonly Range[]): Promise<Message[][]> {
    const answers: Message[][] = [];
    for (let next = 0; next < ranges.length;) {
      const together = someOf(ranges, next);
      answers.push(...(await this.read(together)));
      next += together.length;
    }
    return answers;
  }

  private async read(ranges: readonly Range[]): Promise<Message[][]> {
    const arms = ranges.map(({ conversationId, from, to }) => ({
      ...{ conversationId, revision: { $gte: from, $lte: to } },
    }));
    const [only] = arms;
    const filter = arms.length === 1 && only ? only : { $or: arms };
    const found = await this.raw.find(filter, VISIBLE).toArray();
    found.sort((a, b) => a.revision - b.revision);
    const logs = new Map<string, Message[]>();
    for (const entry of found) {
      const id = entry.conversationId.toHexString();
      const known = logs.get(id);
      if (known) known.push(entry);
      else logs.set(id, [entry]);
    }
    // Two may have asked for stretches of one log.
    return ranges.map(({ conversationId, from, to }) =>
      (logs.get(conversationId.toHexString()) ?? []).filter(
        ({ revision }) => from <= revision && revision <= to,
      ),
    );
  }

  private get raw(): Collection<Message> {
    return this.messages.collection as unknown as Collection<Message>;
  }
}

/** As many as may go together, and one at least. */
function someOf(ranges: readonly Range[], begin: number): readonly Range[] {
  let end = begin;
  for (let sum = 0; end < ranges.length; end += 1) {
    const { from, to } = ranges[end]!;
    sum += to - from + 1;
    if (end > begin && sum > MAX_TOGETHER) break;
  }
  return ranges.slice(begin, end);
}
