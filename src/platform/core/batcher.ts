import type { Model, Types } from "mongoose";

const MAX_BATCH = 100;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts together what many ask for at the same time, as when a restart makes everybody come back: all of one
 * turn of the event loop, and what gathers while others are under way. What is answered was always
 * done after it was asked for.
 */
export class Batcher<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private inFlight = 0;
  private due = false;

  /** `work` answers in the order of the items. More in flight: less waiting, and smaller batches. */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly maxInFlight = 1,
  ) {}

  ask(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.due || this.inFlight >= this.maxInFlight) return;
      this.due = true;
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    this.due = false;
    this.inFlight += 1;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_BATCH);
      try {
        const answers = await this.work(batch.map(({ item }) => item));
        for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.inFlight -= 1;
  }
}

/** Documents by their ids; null where there is none. */
export function batchedById<Document extends { readonly _id: Types.ObjectId }>(
  model: Model<Document>,
): Batcher<Types.ObjectId, Document | null> {
  return new Batcher(async (ids) => {
    const found = (await model.find({ _id: { $in: [...ids] } }).lean()) as Document[];
    const byId = new Map(found.map((one) => [one._id.toHexString(), one]));
    return ids.map((id) => byId.get(id.toHexString()) ?? null);
  });
}
