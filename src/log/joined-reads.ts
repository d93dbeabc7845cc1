const MAX_JOINED = 100;
const MAX_IN_FLIGHT = 2;

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads that many ask for at the same time, as when a restart makes everybody come back: while some
 * are under way, the next ones gather. What is answered was always read after it was asked for.
 */
export class JoinedReads<Key, Value> {
  private readonly waiting: Waiting<Key, Value>[] = [];
  private inFlight = 0;

  /** `readMany` answers in the order of the keys. */
  constructor(private readonly readMany: (keys: readonly Key[]) => Promise<readonly Value[]>) {}

  read(key: Key): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject });
      if (this.inFlight < MAX_IN_FLIGHT) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.inFlight += 1;
    while (this.waiting.length > 0) {
      const joined = this.waiting.splice(0, MAX_JOINED);
      try {
        const values = await this.readMany(joined.map(({ key }) => key));
        for (const [at, { resolve }] of joined.entries()) resolve(values[at] as Value);
      } catch (error) {
        for (const { reject } of joined) reject(error);
      }
    }
    this.inFlight -= 1;
  }
}
