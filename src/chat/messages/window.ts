/** A page by positions. `around` centres it; else it is the first after or the last before. */
export interface PageRequest {
  readonly size: number;
  readonly direction: "first" | "last";
  readonly after: number | null;
  readonly before: number | null;
  readonly around: number | null;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Positions have no holes, so a page is plain arithmetic: a range whose both ends are known,
 * which the database reads at the same cost from any place of a log of any length.
 */
export function windowOf(request: PageRequest, visible: { first: number; last: number }): Range {
  const { size, direction, around } = request;
  const low = Math.max(visible.first, (request.after ?? 0) + 1);
  const high = Math.min(visible.last, (request.before ?? Infinity) - 1);
  if (around !== null) {
    const from = Math.max(low, Math.min(around - Math.floor(size / 2), high - size + 1));
    return { from, to: Math.min(high, from + size - 1) };
  }
  return direction === "first"
    ? { from: low, to: Math.min(high, low + size - 1) }
    : { from: Math.max(low, high - size + 1), to: high };
}
