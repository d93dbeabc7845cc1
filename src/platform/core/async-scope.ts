import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What is known wherever some work is done, however deep. Node 20 follows every promise of the
 * process from the first use on, which costs a tenth of what a send costs: that ends here with the
 * last work under way, and what is done most has no scope.
 */
export class AsyncScope<T> {
  private readonly storage = new AsyncLocalStorage<T>();
  private underWay = 0;

  /** Null outside of such work. */
  get current(): T | null {
    return this.storage.getStore() ?? null;
  }

  async within<R>(known: T, work: () => Promise<R>): Promise<R> {
    this.underWay += 1;
    try {
      return await this.storage.run(known, work);
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.storage.disable();
    }
  }
}
