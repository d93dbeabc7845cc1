/** A generator that waits cannot be ended from outside: `close` wakes it first. */
export function closable<T>(
  events: AsyncGenerator<T, undefined>,
  close: () => void,
): AsyncIterableIterator<T> {
  return {
    next: () => events.next(),
    return: (value?: unknown) => {
      close();
      return events.return(value as undefined);
    },
    throw: (error: unknown) => {
      close();
      return events.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
