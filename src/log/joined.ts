const MAX_JOINED = 100;
/** While one is on its way, another is filled. */
const MAX_IN_FLIGHT = 2;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins what many ask for at the same time, as when a restart makes everybody come back: while some
 * are under way, the next ones gather. What is answered was always done after it was asked for.
 */
export class Joined<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private inFlight = 0;

  /** `work` answers in the order of the items. */
  constructor(private readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>) {}

  ask(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.inFlight < MAX_IN_FLIGHT) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.inFlight += 1;
    while (this.waiting.length > 0) {
      const joined = this.waiting.splice(0, MAX_JOINED);
      try {
        const answers = await this.work(joined.map(({ item }) => item));
        for (const [at, { resolve }] of joined.entries()) resolve(answers[at] as Answer);
      } catch (error) {
        for (const { reject } of joined) reject(error);
      }
    }
    this.inFlight -= 1;
  }
}
