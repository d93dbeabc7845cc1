/** What became of something: `why` is said where it was not taken as it was. */
export type Outcome =
  | { readonly kind: "taken" | "unchanged" }
  | { readonly kind: "changed" | "refused"; readonly why: string };

export const TAKEN: Outcome = { kind: "taken" };
export const UNCHANGED: Outcome = { kind: "unchanged" };

export function refused(why: string): Outcome {
  return { kind: "refused", why };
}

export function takenWith(losses: readonly string[]): Outcome {
  return losses.length > 0 ? { kind: "changed", why: losses.join("; ") } : TAKEN;
}

/** Told how far something is. */
export type OnProgress = (what: string, done: number, of: number) => void;
