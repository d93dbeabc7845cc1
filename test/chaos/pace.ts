/** Milliseconds, from and to. */
export interface Pace {
  /** Between two messages. */
  readonly thinkMs: readonly [number, number];
  /** Between two cuts. */
  readonly socketMs: readonly [number, number];
}
