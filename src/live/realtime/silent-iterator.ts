/**
 * What the protocol library is given for a live subscription: it never yields, since the frames
 * are written elsewhere, and settles when either side ends the subscription.
 */
export class SilentIterator implements AsyncGenerator<never, undefined> {
  private settle: (result: IteratorReturnResult<undefined>) => void = () => undefined;
  private readonly ended = new Promise<IteratorReturnResult<undefined>>((resolve) => {
    this.settle = resolve;
  });

  constructor(private readonly onReturn: () => void) {}

  next(): Promise<IteratorReturnResult<undefined>> {
    return this.ended;
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.end();
    return this.ended;
  }

  throw(): Promise<IteratorReturnResult<undefined>> {
    return this.return();
  }

  /** From the server's side: the client is told that the subscription is complete. */
  end(): void {
    this.onReturn();
    this.settle({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
