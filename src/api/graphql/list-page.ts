import type { Page } from "./connection.js";

export interface ForwardRequest {
  readonly size: number;
  /** The key of the last item that the client has. */
  readonly after: string | null;
}

/** A page of a short list that is at hand as a whole, in the order of its keys. */
export function forwardPage<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { size, after }: ForwardRequest,
): Page<T> {
  const rest = after === null ? all : all.filter((item) => keyOf(item) > after);
  return {
    items: rest.slice(0, size),
    hasNextPage: rest.length > size,
    hasPreviousPage: rest.length < all.length,
  };
}
