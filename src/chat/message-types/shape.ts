import type { JsonObject } from "../../platform/core/json-object.js";

/** Where a value is not as its schema says. */
export interface Misfit {
  readonly path: readonly string[];
  readonly message: string;
}

export type Shape = (value: JsonObject) => Misfit | null;

/** What reads schemas. */
export interface Shapes {
  /** Throws an Error that says what is wrong with the schema. */
  readonly compile: (schema: JsonObject) => Shape;
  /** Whether the time that matching takes grows with the text alone; looks no longer than that. */
  readonly isLinear: (pattern: string, withinMs: number) => boolean;
}
