/** A place in a log, in both of its orders. */
export interface Position {
  readonly seq: number;
  readonly revision: number;
}

/** Where a log ends, with the number of its USER messages. All zero where nothing was written yet. */
export interface HeadPosition extends Position {
  readonly ordinal: number;
}
